import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { projectRoot, type Settings } from './config/settings.js';
import { Disk } from './disk/disk.js';
import { Ensembles } from './ensemble/ensembles.js';
import { cancelRun } from './queue/cancel-run.js';
import { LocalQueue } from './queue/local-queue.js';
import { checkCatalogue } from './runs/check-catalogue.js';
import { codeVersion, packageVersions } from './runs/code-version.js';
import { RunStore } from './runs/run-store.js';
import { Runs } from './runs/runs.js';
import { Sweeps } from './runs/sweep/sweeps.js';

/** The compiled worker; a queue starts it by its path and never imports it. */
const worker = fileURLToPath(new URL('./training/worker.js', import.meta.url));

export type LabParts = {
  store: RunStore;
  runs: Runs;
  queue: LocalQueue;
  sweeps: Sweeps;
  ensembles: Ensembles;
  disk: Disk;
};

/**
 * The parts that the bot and the terminal share.
 * @throws UserError `store.locked` where another process has this folder
 */
export async function openLab(settings: Settings, log: Logger): Promise<LabParts> {
  checkCatalogue(settings);
  const store = await RunStore.open(settings.home, { warn: (message) => log.warn(message) });
  const runs = new Runs({
    store,
    settings,
    code: await codeVersion(projectRoot),
    versions: await packageVersions(projectRoot),
  });
  const { slots } = settings.labmate.queue;
  const queue = new LocalQueue({ runs, worker, slots, log });
  const sweeps = new Sweeps({
    ...{ runs, slots, log },
    cancel: (run) => cancelRun(run, { runs, queue }),
    wake: () => queue.wake(),
  });
  const disk = new Disk({ store, settings, log });
  return { store, runs, queue, sweeps, ensembles: new Ensembles({ store, settings }), disk };
}
