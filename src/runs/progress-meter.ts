import type { Run } from './run.js';
import type { WorkerEvent } from './worker-event.js';

type Progress = NonNullable<Run['progress']>;

/** Steps come many a second; between two evaluations progress is told this often. */
const STEP_MS = 10_000;

/** From a worker's events to the progress that people see. */
export class ProgressMeter {
  readonly #now: () => Date;
  readonly #runs = new Map<string, { steps: number; first: number; began: number; told: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The run's progress after an event, null where it has just begun to train; undefined where nothing is to be told. */
  after(run: Run, event: WorkerEvent): Progress | null | undefined {
    const now = this.#now().getTime();
    const known = this.#runs.get(run.id);
    switch (event.type) {
      case 'start':
        this.#runs.set(run.id, { steps: event.steps, first: 0, began: now, told: now });
        return run.progress?.doing === undefined ? undefined : null;
      case 'resume': {
        const { step, steps, epoch, micro_f1, best_micro_f1, seconds } = event;
        this.#runs.set(run.id, { steps, first: step, began: now, told: now });
        const seconds_left = step > 0 ? (seconds / step) * (steps - step) : 0;
        const { epochs } = run.spec;
        return { epoch, epochs, share: step / steps, micro_f1, best_micro_f1, seconds_left };
      }
      case 'step': {
        if (!known || now - known.told < STEP_MS) return undefined;
        known.told = now;
        const share = Math.min(1, event.step / known.steps);
        const each = (now - known.began) / 1000 / (event.step - known.first);
        const seconds_left = each * Math.max(0, known.steps - event.step);
        return {
          epoch: 0,
          micro_f1: null,
          best_micro_f1: null,
          ...run.progress,
          epochs: run.spec.epochs,
          share,
          seconds_left,
        };
      }
      case 'epoch': {
        if (known) known.told = now;
        const { epoch, micro_f1, seconds_left, tokens, padding } = event;
        const { epochs } = run.spec;
        const best_micro_f1 = Math.max(micro_f1, run.progress?.best_micro_f1 ?? 0);
        return {
          ...{ epoch, epochs, share: epoch / epochs, micro_f1, best_micro_f1, seconds_left },
          ...(tokens && padding !== undefined ? { padding: padding / tokens } : {}),
        };
      }
      case 'eval': {
        if (known) known.told = now;
        const { step, micro_f1, seconds_left } = event;
        const best_micro_f1 = Math.max(micro_f1, run.progress?.best_micro_f1 ?? 0);
        const share = known ? Math.min(1, step / known.steps) : (run.progress?.share ?? 0);
        return {
          ...{ epoch: 0, ...run.progress, epochs: run.spec.epochs },
          ...{ share, micro_f1, best_micro_f1, seconds_left },
        };
      }
      case 'download':
        return before(
          run,
          `fetching ${event.model}: ${megabytes(event.received)} of ${megabytes(event.size)} MB`,
        );
      case 'model':
        return before(run, 'reading the texts');
      case 'note':
        return undefined;
      case 'done':
      case 'failed':
        this.#runs.delete(run.id);
        return undefined;
    }
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** What is done before the first step. */
const before = ({ spec: { epochs } }: Run, doing: string): Progress => ({
  ...{ epoch: 0, epochs, share: 0, seconds_left: 0, micro_f1: null, best_micro_f1: null },
  doing,
});
