import { fileURLToPath } from 'node:url';
import { cancelRun } from '../../../src/queue/cancel-run.js';
import { LocalQueue } from '../../../src/queue/local-queue.js';
import type { RawOptions } from '../../../src/runs/check-option.js';
import type { Run } from '../../../src/runs/run.js';
import type { Sweep } from '../../../src/runs/sweep/sweep.js';
import { Sweeps } from '../../../src/runs/sweep/sweeps.js';
import { openRuns, student } from '../../support/runs.js';

const worker = fileURLToPath(new URL('./scripted-worker.js', import.meta.url));
const log = { error: () => undefined, info: () => undefined };

/** Store, queue and sweeps as the bot has them, with workers that are scripts. */
export async function openSweeps(home: string, slots = 1) {
  const { store, runs, settings } = await openRuns(home);
  const queue = new LocalQueue({ runs, worker, slots, log });
  const sweeps = new Sweeps({
    ...{ runs, slots, log },
    cancel: (run) => cancelRun(run, { runs, queue }),
    wake: () => queue.wake(),
  });
  return {
    ...{ store, runs, queue, sweeps, settings },
    async start(): Promise<void> {
      await queue.start();
      sweeps.start();
    },
    submit: (raw: RawOptions) => sweeps.submit(raw, student),
    async stop(): Promise<void> {
      await sweeps.stop();
      await queue.stop();
      await store.close();
    },
    /** Resolves when the sweep and its runs have ended. */
    ended: (id: string): Promise<Sweep> =>
      new Promise((resolve) => {
        const look = (sweep: Sweep) => {
          if (sweep.id !== id || sweep.finished_at === null) return;
          end();
          resolve(sweep);
        };
        const end = sweeps.onChange(look);
        look(sweeps.require(id));
      }),
    /** Resolves with the first change of a run after which this is so. */
    until: (isSo: (run: Run) => boolean): Promise<Run> =>
      new Promise((resolve) => {
        const end = store.onChange((run) => {
          if (!isSo(run)) return;
          end();
          resolve(run);
        });
        const now = store.list().find(isSo);
        if (now) {
          end();
          resolve(now);
        }
      }),
  };
}
