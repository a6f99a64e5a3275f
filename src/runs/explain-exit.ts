import { statfs } from 'node:fs/promises';
import { logTail } from './log-tail.js';
import { OUT_OF_MEMORY, outOfMemory } from './out-of-memory.js';
import type { Run } from './run.js';
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
type Failure = NonNullable<Run['failure']>;

/** V8 prints some 30 lines of stack after it has said that its heap is full. */
const LOG_END = 16_000;

/** Why a worker that left no last word is gone, from its exit, the disk and its log. */
export async function explainExit(folder: RunFolder, exit: Exit, spec?: RunSpec): Promise<Failure> {
  if (exit.signal === 'SIGKILL') return explainKill(exit.oomKilled, spec);
  if (await diskIsFull(folder))
    return {
      reason: 'disk',
      message: 'It stopped because the disk is full.',
      hint: "Free some space in Labmate's folder (old folders in runs/), then start it again.",
    };
  const log = await logTail(folder, LOG_END);
  if (OUT_OF_MEMORY.test(log)) return outOfMemory(spec);
  return explainCrash(exit, log);
}

function explainKill(oomKilled: boolean | undefined, spec: RunSpec | undefined): Failure {
  if (oomKilled) return outOfMemory(spec, 'The system killed its process (SIGKILL) because memory ran out');
  if (oomKilled === undefined)
    return {
      reason: 'killed',
      message: 'Its process was killed (SIGKILL), most often because memory ran out.',
      hint: outOfMemory(spec).hint,
    };
  return {
    reason: 'killed',
    message: 'Its process was killed (SIGKILL) by somebody; the kernel did not do it for lack of memory.',
    hint: 'Start it again; where a guard such as systemd-oomd watches memory, with a smaller batch.',
  };
}

function explainCrash({ code, signal }: Exit, log: string): Failure {
  const lastLine = lastWord(log);
  const how = signal ? `by the signal ${signal}` : `with exit status ${code ?? 'unknown'}`;
  return {
    reason: 'crashed',
    message: `Its process ended ${how} before it was done${lastLine ? `; last line of its log: ${lastLine.slice(0, 200)}` : ''}.`,
    hint:
      signal === 'SIGSEGV'
        ? 'Little memory can end it like this, too: try a smaller batch. Otherwise start it again; its log.txt says more.'
        : 'Its log.txt says more; if it is no fault of the settings, start it again.',
  };
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
