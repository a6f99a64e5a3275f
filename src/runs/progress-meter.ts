import { toTold } from '../texts/stored.js';
import { type Said, say } from '../texts/texts.js';
import { partCount } from './parts.js';
import type { Run } from './run.js';
import { effectiveBatch } from './spec.js';
import type { WorkerEvent } from './worker-event.js';

type Progress = NonNullable<Run['progress']>;

/** A run as it trains: `examples` are those of a step, on average; times in ms. */
type Known = { steps: number; examples: number; first: number; last: number; began: number; told: number };

/** Steps come many a second; between two evaluations progress is told this often. */
const STEP_MS = 10_000;

/** From a worker's events to the progress that people see. */
export class ProgressMeter {
  readonly #now: () => Date;
  readonly #runs = new Map<string, Known>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The run's progress after an event, null where it has just begun to train; undefined where nothing is to be told. */
  after(run: Run, event: WorkerEvent): Progress | null | undefined {
    const now = this.#now().getTime();
    const known = this.#runs.get(run.id);
    switch (event.type) {
      case 'start': {
        const { part = 1, steps, epochs } = event;
        const examples = (event.examples.train * epochs) / steps;
        this.#runs.set(run.id, { steps, examples, first: 0, last: 0, began: now, told: now });
        if (part === 1) return run.progress?.doing === undefined ? undefined : null;
        const before = { epoch: 0, micro_f1: null, best_micro_f1: null };
        const { seconds_left = 0 } = run.progress ?? {};
        return { ...before, ...whole(run, part, 0), seconds_left };
      }
      case 'resume': {
        const { part = 1, step, steps, epoch, micro_f1, best_micro_f1, seconds } = event;
        const examples = effectiveBatch(run.spec);
        this.#runs.set(run.id, { steps, examples, first: step, last: step, began: now, told: now });
        const taken = (part - 1) * steps + step;
        const seconds_left = taken > 0 ? (seconds / taken) * (partCount(run.spec) * steps - taken) : 0;
        return { epoch, ...whole(run, part, step / steps), micro_f1, best_micro_f1, seconds_left };
      }
      case 'step': {
        if (known) known.last = event.step;
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
          ...speed(known, now),
        };
      }
      case 'epoch': {
        if (known) known.told = now;
        const { part = 1, epoch, micro_f1, seconds_left, tokens, padding } = event;
        const best_micro_f1 = Math.max(micro_f1, run.progress?.best_micro_f1 ?? 0);
        return {
          ...{ epoch, ...whole(run, part, epoch / run.spec.epochs), micro_f1, best_micro_f1, seconds_left },
          ...speed(known, now),
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
          ...speed(known, now),
        };
      }
      case 'download':
        return before(
          run,
          say('stored.doing.fetching', {
            model: event.model,
            received: megabytes(event.received),
            size: megabytes(event.size),
          }),
        );
      case 'model':
        return before(run, say('stored.doing.texts'));
      case 'note':
        return undefined;
      case 'done':
      case 'failed':
        this.#runs.delete(run.id);
        return undefined;
    }
  }
}

/** Examples a second over the steps since the attempt began; nothing before there were any. */
function speed(known: Known | undefined, now: number): { speed?: number } {
  if (!known || known.last === known.first || now <= known.began) return {};
  return { speed: ((known.last - known.first) * known.examples * 1000) / (now - known.began) };
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
function before({ spec: { epochs } }: Run, doing: Said): Progress {
  const { message, said } = toTold(doing);
  const nothing = { epoch: 0, epochs, share: 0, seconds_left: 0, micro_f1: null, best_micro_f1: null };
  return { ...nothing, doing: message, doing_said: said };
}
