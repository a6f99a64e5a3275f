import { statfs } from 'node:fs/promises';
import { say } from '../texts/texts.js';
import { type Failure, failure } from './failure.js';
import { logTail } from './log-tail.js';
import { lessAtOnce, OUT_OF_MEMORY, outOfMemory } from './out-of-memory.js';
import type { RunFolder } from './run-folder.js';
import type { RunSpec } from './spec.js';

/** How a worker's process ended, as its parent saw it. */
export type Exit = {
  code: number | null;
  signal: string | null;
  /** Whether the kernel killed for lack of memory while it ran; undefined where it does not tell. */
  oomKilled?: boolean | undefined;
  cancelled: boolean;
};

/** V8 prints some 30 lines of stack after it has said that its heap is full. */
const LOG_END = 16_000;

/** Why a worker that left no last word is gone, from its exit, the disk and its log. */
export async function explainExit(folder: RunFolder, exit: Exit, spec?: RunSpec): Promise<Failure> {
  if (exit.signal === 'SIGKILL') return explainKill(exit.oomKilled, spec);
  if (await diskIsFull(folder))
    return failure('disk', say('stored.failure.disk'), say('stored.failure.disk_hint'));
  const log = await logTail(folder, LOG_END);
  if (OUT_OF_MEMORY.test(log)) return outOfMemory(spec);
  return explainCrash(exit, log);
}

function explainKill(oomKilled: boolean | undefined, spec: RunSpec | undefined): Failure {
  if (oomKilled) return outOfMemory(spec, say('stored.memory.oom_killed'));
  if (oomKilled === undefined) return failure('killed', say('stored.failure.killed'), lessAtOnce(spec));
  return failure('killed', say('stored.failure.killed_by'), say('stored.failure.killed_by_hint'));
}

function explainCrash({ code, signal }: Exit, log: string): Failure {
  const line = lastWord(log).slice(0, 200);
  const how = signal
    ? say('stored.failure.signal', { signal })
    : say('stored.failure.status', { code: code ?? 'unknown' });
  return failure(
    'crashed',
    line ? say('stored.failure.crashed_line', { how, line }) : say('stored.failure.crashed', { how }),
    say(signal === 'SIGSEGV' ? 'stored.failure.segfault_hint' : 'stored.failure.crashed_hint'),
  );
}

const NO_WORD = /^(Node\.js v|\s+at |\s*\d+: |-+ .*stack trace)/;

/** The line of a log that says most: the last one about an error, without Node's stacks and version. */
function lastWord(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !NO_WORD.test(line));
  return (
    lines.findLast((line) => /error|what\(\)|check failed|fatal/i.test(line)) ??
    lines.at(-1) ??
    ''
  ).trim();
}

async function diskIsFull(folder: RunFolder): Promise<boolean> {
  const disk = await statfs(folder.dir).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < 64 * 1024;
}
