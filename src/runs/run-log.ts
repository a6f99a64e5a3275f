import { logTail } from './log-tail.js';
import { readEvents } from './read-events.js';
import type { RunFolder } from './run-folder.js';
import type { WorkerEvent } from './worker-event.js';

/** Of what the worker's process itself wrote. */
const TAIL_BYTES = 4000;
const LINES = 40;

/**
 * The last lines of what a run did, oldest first: its epochs and notes as its worker reported them, and below them the end
 * of what its process wrote (`log.txt`: warnings, a crash).
 */
export async function runLog(folder: RunFolder): Promise<string[]> {
  const { events } = await readEvents(folder.events, { skipSteps: true });
  const tail = (await logTail(folder, TAIL_BYTES)).split('\n').map(shown);
  const lines = [...events.flatMap(lineOf), ...tail];
  return lines.filter((line) => line.trim() !== '').slice(-LINES);
}

/** Without colours, and of a line that was written over only what is left of it. */
function shown(line: string): string {
  const last = line.slice(line.lastIndexOf('\r', line.length - 2) + 1);

  return last.replaceAll(/\u001b\[[0-9;]*m|[\u0000-\u0008\u000b-\u001f]/g, '');
}

function lineOf(event: WorkerEvent): string[] {
  switch (event.type) {
    case 'epoch': {
      const { epoch, train_loss, dev_loss, micro_f1, best, seconds } = event;
      return [
        `epoch ${epoch}: loss ${brief(train_loss)}, dev ${brief(dev_loss)}, micro-F1 ${micro_f1.toFixed(4)}${best ? ' (best)' : ''}, ${Math.round(seconds)} s`,
      ];
    }
    case 'eval':
      return [`step ${event.step}: dev ${brief(event.dev_loss)}, micro-F1 ${event.micro_f1.toFixed(4)}`];
    case 'resume':
      return [`goes on after epoch ${event.epoch}`];
    case 'note':
      return [event.message];
    case 'model':
      return [`weights from ${event.from}`, ...event.lines];
    case 'failed':
      return [`failed: ${event.message}`];
    case 'done':
      return [`done after ${Math.round(event.seconds)} s; epoch ${event.best_epoch} was the best`];
    case 'start':
    case 'step':
    case 'download':
      return [];
  }
}

const brief = (value: number): string => value.toPrecision(4);
