import { checkOption, type RawOptions, refuseUnknown } from '../runs/check-option.js';
import type { OptionDef } from '../runs/option-def.js';
import { isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { cancelRun } from './cancel-run.js';
import type { RunQueue } from './run-queue.js';

export const cancelOptions = {
  run: {
    kind: 'text',
    maxLength: 200,
    description: 'Run by its number, or several: 12,13,15',
    example: 'run:12,13,15',
  },
  all: {
    kind: 'choice',
    choices: ['mine'],
    description: 'mine = all of your own runs that train or wait',
    example: 'all:mine',
  },
} as const satisfies Record<string, OptionDef>;

export type Cancelled = { run: Run; said: Said | string };

/**
 * The runs that are meant, each once.
 * @param isMine whether a run is that of whoever asks
 * @throws UserError `run.unknown` | `cancel.which` | `cancel.none`
 */
export function runsToCancel(raw: RawOptions, isMine: (run: Run) => boolean, runs: Runs): Run[] {
  refuseUnknown(Object.keys(raw), Object.keys(cancelOptions));
  if ((raw.run === undefined) === (raw.all === undefined))
    throw new UserError('cancel.which', say('runErrors.cancel.which'));
  if (raw.all !== undefined) {
    checkOption('all', cancelOptions.all, raw.all);
    const mine = runs.store.list().filter((run) => isOpen(run) && isMine(run));
    if (mine.length > 0) return mine;
    throw new UserError('cancel.none', say('runErrors.cancel.nobody'));
  }
  const typed = String(checkOption('run', cancelOptions.run, raw.run ?? ''));
  const ids = typed.split(/[\s,]+/).filter((id) => id !== '');
  return [...new Set(ids.map((id) => runs.require(id)))];
}

/** Cancels one after the other, waiting ones first, so that none starts in the place of one that was stopped. */
export async function cancelSeveral(
  wanted: readonly Run[],
  where: { runs: Runs; queue: RunQueue },
): Promise<Cancelled[]> {
  const cancelled: Cancelled[] = [];
  const order = [...wanted].sort((a, b) => Number(b.state === 'queued') - Number(a.state === 'queued'));
  for (const { id } of order) {
    const run = where.runs.require(id);
    const said = await cancelRun(run, where).catch((error: unknown) => {
      // Of several, one that has ended keeps no other from being cancelled.
      if (wanted.length > 1 && error instanceof UserError) return error.sentence;
      throw error;
    });
    cancelled.push({ run: where.runs.require(id), said });
  }
  return cancelled;
}
