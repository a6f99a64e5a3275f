import { cancelSeveral, runsToCancel } from '../queue/cancel-several.js';
import { pauseQueue, resumeQueue } from '../queue/pause-queue.js';
import { refuseUnknown } from '../runs/check-option.js';
import { progressPlace } from '../runs/progress-place.js';
import { moveRun } from '../runs/queue-order.js';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/** `queue [list]`, `queue move 12 [1]`, `queue pause`, `queue resume`. */
export async function queue(words: Words, lab: TerminalLab, { author }: Caller): Promise<Answer> {
  const [what = 'list', id, place] = words.plain;
  refuseUnknown(Object.keys(words.options), what === 'move' ? ['run', 'place'] : []);
  switch (what) {
    case 'list':
      return list(lab.runs);
    case 'move': {
      const run = lab.runs.require(String(words.options.run ?? id ?? ''));
      const wanted = words.options.place ?? (words.options.run === undefined ? place : id) ?? 1;
      const moved = await moveRun(run, wanted, lab.runs);
      return {
        json: { run: run.id, place: moved.place, of: moved.of },
        text: `Run ${run.id} waits at place ${moved.place} of ${moved.of} now.`,
      };
    }
    case 'pause':
      return (await pauseQueue(author, lab))
        ? said(lab, 'The queue is paused: what trains goes on, nothing new is started.')
        : said(lab, 'The queue is paused already.');
    case 'resume':
      return (await resumeQueue(lab))
        ? said(lab, 'Waiting runs are started again.')
        : said(lab, 'The queue was not paused.');
    default:
      throw new UserError(
        'queue.what',
        `Type \`queue\`, \`queue move 12 1\`, \`queue pause\` or \`queue resume\`, not \`queue ${what.slice(0, 40)}\`.`,
      );
  }
}

const said = ({ runs }: TerminalLab, text: string): Answer => ({
  json: { paused: runs.store.paused() },
  text,
});

function list(runs: Runs): Answer {
  const open = [...runs.store.list().filter(({ state }) => state === 'running'), ...runs.waiting()];
  const paused = runs.store.paused();
  const head = paused
    ? [`Paused by ${paused.author.name} since ${paused.at}; \`queue resume\` goes on.`]
    : [];
  const lines = [...head, ...open.map(line)];
  return {
    json: open.map(({ id, state, intent, progress }) => ({ run: id, state, intent, progress })),
    text: lines.length > 0 ? lines.join('\n') : 'Nothing is queued.',
  };
}

const line = ({ id, state, spec, progress }: Run): string =>
  [
    `run ${id}`,
    state,
    `${spec.loss} on ${spec.model}`,
    progress?.doing ?? (progress ? progressPlace(progress) : ''),
  ]
    .filter(Boolean)
    .join(', ');

/** `cancel 12`, `cancel 12 13 15`, `cancel all:mine`: with several, `json` is an array. */
export async function cancel(
  { options, plain }: Words,
  lab: TerminalLab,
  { author }: Caller,
): Promise<Answer> {
  const typed = plain.length > 0 ? { ...options, run: plain.join(',') } : options;
  const isMine = (run: Run) => run.author.id === author.id && run.author.name === author.name;
  const cancelled = await cancelSeveral(runsToCancel(typed, isMine, lab.runs), lab);
  const rows = cancelled.map(({ run }) => ({ run: run.id, state: run.state }));
  return {
    json: rows.length === 1 ? rows[0] : rows,
    text: cancelled.map(({ said: sentence }) => textsIn('en').say(sentence)).join('\n'),
  };
}
