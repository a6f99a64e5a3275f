import { z } from 'zod';
import { type Failure as RunFailure, failure } from '../runs/failure.js';
import { showValue } from '../runs/filled-defaults.js';
import { OUT_OF_MEMORY, outOfMemory } from '../runs/out-of-memory.js';
import type { RunSpec } from '../runs/spec.js';
import type { WorkerEvent } from '../runs/worker-event.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { NotFiniteError } from './not-finite-error.js';

/** Somebody asked the run to stop. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

type Failure = RunFailure & Pick<Extract<WorkerEvent, { type: 'failed' }>, 'reason'>;

/** What stopped a run, in words for its people. */
export function describeFailure(error: unknown, spec?: RunSpec): Failure {
  if (error instanceof CancelledError) return failure('cancelled', say('stored.failure.cancelled'));
  if (error instanceof UserError) return failure('data', error.sentence);
  if (error instanceof NotFiniteError) return notFinite(error, spec);
  const { message, code } = asError(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return failure('disk', say('stored.failure.disk'), say('stored.failure.disk_hint'));
  if (OUT_OF_MEMORY.test(message)) return outOfMemory(spec);
  return failure(
    'bug',
    say('stored.failure.error', { error: firstLine(message) }),
    say('stored.failure.error_hint'),
  );
}

const WATCHED = {
  loss: 'stored.nan.loss',
  'gradient norm': 'stored.nan.gradient',
  'dev loss': 'stored.nan.dev_loss',
  'held-out loss': 'stored.nan.held_out_loss',
} as const;

function notFinite(error: NotFiniteError, spec: RunSpec | undefined): Failure {
  const { what, step, epoch, keptEpoch, part } = error;
  const nothing = say('stored.nan.nothing');
  const lr = showValue(Number(((spec?.lr ?? 0) / 10).toPrecision(2)));
  return failure(
    'nan',
    say('stored.nan.stopped', {
      part: part ? say('stored.nan.part', part) : nothing,
      what: say(WATCHED[what], { step, epoch }),
      lr: spec ? say('stored.nan.lr', { lr: showValue(spec.lr) }) : nothing,
      kept: keptEpoch === undefined ? nothing : say('stored.nan.kept', { epoch: keptEpoch }),
    }),
    !spec
      ? say('stored.nan.smaller')
      : spec.grad_clip === 0
        ? say('stored.nan.lr_clip_hint', { lr })
        : say('stored.nan.lr_hint', { lr }),
  );
}

function asError(error: unknown): { message: string; code?: string | undefined } {
  if (error instanceof z.ZodError) return { message: `spec.json is not valid: ${z.prettifyError(error)}` };
  if (error instanceof Error) return { message: error.message, code: (error as NodeJS.ErrnoException).code };
  return { message: String(error) };
}

const firstLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
};
