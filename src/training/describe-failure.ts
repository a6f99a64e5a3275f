import { z } from 'zod';
import { OUT_OF_MEMORY, outOfMemory } from '../runs/out-of-memory.js';
import type { RunSpec } from '../runs/spec.js';
import type { WorkerEvent } from '../runs/worker-event.js';
import { UserError } from '../user-error.js';
import { NotFiniteError } from './not-finite-error.js';

/** Somebody asked the run to stop. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

type Failure = Pick<Extract<WorkerEvent, { type: 'failed' }>, 'reason' | 'message' | 'hint'>;

/** What stopped a run, in words for its people. */
export function describeFailure(error: unknown, spec?: RunSpec): Failure {
  if (error instanceof CancelledError)
    return { reason: 'cancelled', message: 'It was cancelled while it trained.' };
  if (error instanceof UserError) return { reason: 'data', message: error.message };
  if (error instanceof NotFiniteError) return notFinite(error, spec);
  const { message, code } = asError(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return {
      reason: 'disk',
      message: 'It stopped because the disk is full.',
      hint: "Free some space in Labmate's folder (old folders in runs/), then start it again.",
    };
  if (OUT_OF_MEMORY.test(message)) return outOfMemory(spec);
  return {
    reason: 'bug',
    message: `It stopped at an error: ${firstLine(message)}`,
    hint: 'Its log.txt says where.',
  };
}

function notFinite({ message, keptEpoch, part }: NotFiniteError, spec: RunSpec | undefined): Failure {
  const smaller = spec ? `lr:${Number((spec.lr / 10).toPrecision(2))}` : 'a smaller lr';
  return {
    reason: 'nan',
    message: `It stopped${part ? ` in ${part}` : ''} because ${message}${spec ? ` with lr:${spec.lr}` : ''}.${keptEpoch === undefined ? '' : ` Epoch ${keptEpoch}'s checkpoint and its scores are kept.`}`,
    hint: `Try ${smaller}${spec?.grad_clip === 0 ? ' or grad_clip:1' : ''}.`,
  };
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
