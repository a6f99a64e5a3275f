import { readFile } from 'node:fs/promises';
import { runMetricsSchema } from '../task/metrics.js';
import { say } from '../texts/texts.js';
import { type Exit, explainExit } from './explain-exit.js';
import { failure } from './failure.js';
import { readEvents } from './read-events.js';
import type { Run } from './run.js';
import type { RunFolder } from './run-folder.js';
import type { RunSpec } from './spec.js';
import type { WorkerEvent } from './worker-event.js';

type Outcome = Pick<Run, 'state' | 'result' | 'failure'>;
type Final = Extract<WorkerEvent, { type: 'done' | 'failed' }>;

/**
 * How a run ended, from what its worker left in the folder; `exit` helps where it could not say so itself. Never
 * rejects: a folder that cannot be read is an outcome, too.
 * @param spec helps to say what to try instead
 */
export async function readOutcome(folder: RunFolder, exit: Exit, spec?: RunSpec): Promise<Outcome> {
  try {
    return await readLeft(folder, exit, spec);
  } catch (error) {
    return ended(
      'failed',
      failure(
        'bug',
        say('stored.failure.folder', { why: (error as Error).message.slice(0, 200) }),
        say('stored.failure.folder_hint'),
      ),
    );
  }
}

async function readLeft(folder: RunFolder, exit: Exit, spec: RunSpec | undefined): Promise<Outcome> {
  const { events } = await readEvents(folder.events, { skipSteps: true });
  const final = events.findLast((event): event is Final => event.type === 'done' || event.type === 'failed');
  if (final?.type === 'done') return readResult(folder, final, events);
  if (exit.cancelled || final?.reason === 'cancelled')
    return ended('cancelled', failure('cancelled', say('stored.failure.cancelled')));
  if (final) {
    const { reason, message, hint, said } = final;
    return ended('failed', { reason, message, ...(hint ? { hint } : {}), ...(said && { said }) });
  }
  return ended('failed', await explainExit(folder, exit, spec));
}

const ended = (state: Run['state'], failure: Run['failure']): Outcome => ({ state, result: null, failure });

async function readResult(
  folder: RunFolder,
  done: Extract<Final, { type: 'done' }>,
  events: WorkerEvent[],
): Promise<Outcome> {
  const start = events.findLast((event) => event.type === 'start' || event.type === 'resume');
  try {
    const metrics = runMetricsSchema.parse(JSON.parse(await readFile(folder.metrics, 'utf8')));
    const { best_epoch, best_step, seconds } = done;
    const result = {
      ...{ ...metrics, best_epoch, seconds, ...describeEngine(start), ...countTokens(events) },
      ...(best_step !== undefined && { best_step }),
    };
    return { state: 'done', result, failure: null };
  } catch (error) {
    return ended(
      'failed',
      failure(
        'bug',
        say('stored.failure.metrics', { why: (error as Error).message.slice(0, 200) }),
        say('stored.failure.metrics_hint'),
      ),
    );
  }
}

function describeEngine(start: Extract<WorkerEvent, { type: 'start' | 'resume' }> | undefined): {
  engine: string;
  slow?: boolean;
} {
  if (!start) return { engine: 'unknown' };
  const { kind, tensorflow, device, slow, step } = start.engine;
  const eager = step === 'eager' ? ', eager' : '';
  return { engine: `${kind} ${tensorflow} ${device}${eager}${slow ? ' (slow engine)' : ''}`, slow };
}

/** Of all epochs together; nothing where the worker did not count. */
function countTokens(events: readonly WorkerEvent[]): { tokens?: number; padding?: number } {
  const sums = { tokens: 0, padding: 0 };
  for (const event of events) {
    if (event.type !== 'epoch') continue;
    sums.tokens += event.tokens ?? 0;
    sums.padding += event.padding ?? 0;
  }
  return sums.tokens > 0 ? sums : {};
}
