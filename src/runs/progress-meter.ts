import { partCount } from './parts.js';
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
      case 'start': {
        this.#runs.set(run.id, { steps: event.steps, first: 0, began: now, told: now });
        const { part = 1 } = event;
        if (part === 1) return run.progress?.doing === undefined ? undefined : null;
        const before = { epoch: 0, micro_f1: null, best_micro_f1: null };
        const { seconds_left = 0 } = run.progress ?? {};
        return { ...before, ...whole(run, part, 0), seconds_left };
      }
      case 'resume': {
        const { part = 1, step, steps, epoch, micro_f1, best_micro_f1, seconds } = event;
        this.#runs.set(run.id, { steps, first: step, began: now, told: now });
        const taken = (part - 1) * steps + step;
        const seconds_left = taken > 0 ? (seconds / taken) * (partCount(run.spec) * steps - taken) : 0;
        return { epoch, ...whole(run, part, step / steps), micro_f1, best_micro_f1, seconds_left };
      }
      case 'step': {
        if (!known || now - known.told < STEP_MS) return undefined;
        known.told = now;
        const { part = 1, step } = event;
        const each = (now - known.began) / 1000 / (step - known.first);
        const left = Math.max(0, known.steps - step) + (partCount(run.spec) - part) * known.steps;
        return {
          epoch: 0,
          micro_f1: null,
          best_micro_f1: null,
          ...run.progress,
          ...whole(run, part, step / known.steps),
          seconds_left: each * left,
        };
      }
      case 'epoch': {
        if (known) known.told = now;
        const { part = 1, epoch, micro_f1, seconds_left, tokens, padding } = event;
        const best_micro_f1 = Math.max(micro_f1, run.progress?.best_micro_f1 ?? 0);
        return {
          ...{ epoch, ...whole(run, part, epoch / run.spec.epochs), micro_f1, best_micro_f1, seconds_left },
          ...(tokens && padding !== undefined ? { padding: padding / tokens } : {}),
        };
      }
      case 'eval': {
        if (known) known.told = now;
        const { part = 1, step, micro_f1, seconds_left } = event;
        const best_micro_f1 = Math.max(micro_f1, run.progress?.best_micro_f1 ?? 0);
        const place = known ? whole(run, part, step / known.steps) : { epochs: run.spec.epochs };
        return {
          ...{ epoch: 0, share: 0, ...run.progress, ...place },
          ...{ micro_f1, best_micro_f1, seconds_left },
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

/** @param share of the part's own training, from 0 to 1; patience may end it before */
function whole({ spec }: Run, part: number, share: number) {
  const parts = partCount(spec);
  const { epochs } = spec;
  if (parts === 1) return { epochs, share: Math.min(1, share) };
  return { epochs, part, parts, share: Math.min(1, (part - 1 + Math.min(1, share)) / parts) };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** What is done before the first step. */
const before = ({ spec: { epochs } }: Run, doing: string): Progress => ({
  ...{ epoch: 0, epochs, share: 0, seconds_left: 0, micro_f1: null, best_micro_f1: null },
  doing,
});
