import type { RawValue } from '../runs/check-option.js';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** The run whose thread a channel is; the newest, where several were started in one. */
export function runOfThread(channelId: string | null, { store }: Pick<Runs, 'store'>): Run | undefined {
  if (channelId === null) return undefined;
  return store.list().findLast(({ id }) => store.boardEntry(id)?.thread_id === channelId);
}

/**
 * The run that somebody means: the one that they typed, else the one in whose thread they are.
 * @throws UserError `run.unknown` | `run.which`
 */
export function meantRun(
  typed: RawValue | undefined,
  { channelId }: { channelId: string | null },
  runs: Pick<Runs, 'store' | 'require'>,
): Run {
  if (typed !== undefined) return runs.require(String(typed));
  const run = runOfThread(channelId, runs);
  if (run) return run;
  throw new UserError('run.which', say('notes.which'));
}
