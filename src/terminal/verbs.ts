import type { Ensembles } from '../ensemble/ensembles.js';
import { cancelRun } from '../queue/cancel-run.js';
import type { RunQueue } from '../queue/run-queue.js';
import { checkOption, nearest, refuseUnknown } from '../runs/check-option.js';
import { type DoneRun, isDone, rankLatest } from '../runs/leaderboard.js';
import { resultsOptions } from '../runs/options.js';
import { percent } from '../runs/percent.js';
import { type Author, isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { UserError } from '../user-error.js';
import { runText, SLOW_ENGINE } from './run-text.js';
import { noPlainWords, parseWords, type Words } from './words.js';

/** What the verbs work with: the same parts as the slash commands. */
export type TerminalLab = { runs: Runs; queue: RunQueue; ensembles: Ensembles };

/** `json` is the last line on stdout with --json, `text` what people read without it. */
export type Answer = { json: unknown; text: string };

export type Caller = {
  author: Author;
  /** One line of what goes on, for stderr. */
  progress: (line: string) => void;
};

type Verb = (words: Words, lab: TerminalLab, caller: Caller) => Promise<Answer> | Answer;

const verbs: Record<string, Verb> = { train, results, ensemble, queue, cancel };
export const verbNames = [...Object.keys(verbs), 'predict', 'bench', 'doctor', 'help'];

/** @throws UserError: what a person should type instead */
export async function runVerb(
  [name = '', ...rest]: readonly string[],
  lab: TerminalLab,
  caller: Caller,
): Promise<Answer> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    const guess = nearest(name, verbNames);
    throw new UserError(
      'terminal.verb',
      `There is no verb “${name}”. ${guess ? `Did you mean ${guess}? ` : ''}Verbs: ${verbNames.join(', ')}.`,
    );
  }
  return verb(parseWords(rest), lab, caller);
}

async function train(
  words: Words,
  { runs, queue }: TerminalLab,
  { author, progress }: Caller,
): Promise<Answer> {
  noPlainWords(words, 'train loss:asl lr:3e-5 epochs:30 intent:"why"');
  const run = await runs.submit(words.options, author, { anywhere: true });
  const before = runs.store.list().filter((other) => isOpen(other) && Number(other.id) < Number(run.id));
  const behind = before.length > 0 ? ` behind ${before.map(({ id }) => `run ${id}`).join(', ')}` : '';
  progress(`Run ${run.id} is queued${behind}.`);
  const ended = await follow(run.id, { runs, queue }, progress);
  if (!isDone(ended))
    throw new UserError(
      'train.failed',
      `Run ${ended.id} is ${ended.state}: ${ended.failure?.message ?? 'no reason is known.'} ${ended.failure?.hint ?? ''}`.trim(),
    );
  const { dev, engine, slow } = ended.result;
  const { micro_f1 } = dev;
  return {
    json: { run: ended.id, state: ended.state, dir: runs.folder(ended.id).dir, dev: { micro_f1 }, engine },
    text: `Run ${ended.id} is done: dev micro-F1 ${micro_f1.toFixed(4)}, in ${runs.folder(ended.id).dir}${slow ? `\n${SLOW_ENGINE}` : ''}`,
  };
}

/** Resolves with the run when it has ended. */
function follow(
  id: string,
  { runs, queue }: Pick<TerminalLab, 'runs' | 'queue'>,
  progress: (line: string) => void,
): Promise<Run> {
  return new Promise((resolve) => {
    let epoch = 0;
    let note: string | null = null;
    let told = false;
    let doing = '';
    const look = (run: Run): void => {
      if (run.id !== id) return;
      if (run.note !== null && run.note !== note) {
        note = run.note;
        progress(`Run ${id}: ${note}`);
      }
      if (run.origin && !told) {
        told = true;
        for (const line of [`weights from ${run.origin.from}`, ...run.origin.lines])
          progress(`Run ${id}: ${line}`);
      }
      if (run.progress?.doing && run.progress.doing !== doing) {
        doing = run.progress.doing;
        progress(`Run ${id}: ${doing}`);
      }
      if (run.progress && run.progress.epoch !== epoch) {
        epoch = run.progress.epoch;
        const { epochs, micro_f1, seconds_left, padding } = run.progress;
        const padded = padding === undefined ? '' : `, ${percent(padding)} of tokens were padding`;
        progress(
          `Run ${id}: epoch ${epoch}/${epochs}, dev micro-F1 ${(micro_f1 ?? 0).toFixed(4)}, ${Math.round(seconds_left)} s left${padded}`,
        );
      }
      if (run.state === 'queued' || run.state === 'running') return;
      unsubscribe();
      resolve(run);
    };
    const unsubscribe = runs.store.onChange(look);
    queue.wake();
    const now = runs.store.get(id);
    if (now) look(now);
  });
}

function results(words: Words, { runs }: TerminalLab): Answer {
  const [what = 'best', ...rest] = words.plain;
  if (what === 'show') {
    const run = runs.require(String(words.options.run ?? rest[0] ?? ''));
    return { json: run, text: runText(run, { dir: runs.folder(run.id).dir, base: runs.base(run) }) };
  }
  if (what !== 'best')
    throw new UserError(
      'results.what',
      `Type \`results best\` or \`results show 3\`, not \`results ${what}\`.`,
    );
  refuseUnknown(Object.keys(words.options), ['top']);
  const top = Number(checkOption('top', resultsOptions.top, words.options.top ?? 10));
  const best = rankLatest(runs.store.list()).slice(0, top);
  return {
    json: best.map(row),
    text: best.length > 0 ? best.map(line).join('\n') : 'No run has finished yet.',
  };
}

const row = ({ id, spec, intent, author, result }: DoneRun) => ({
  run: id,
  micro_f1: result.dev.micro_f1,
  macro_f1: result.dev.macro_f1,
  loss: spec.loss,
  model: spec.model,
  lr: spec.lr,
  epochs: spec.epochs,
  intent,
  author: author.name,
});

const line = ({ id, spec, intent, result }: DoneRun, place: number) =>
  `${String(place + 1).padStart(3)}. ${result.dev.micro_f1.toFixed(4)}  run ${id}  ${spec.loss} on ${spec.model}, lr ${spec.lr}, ${spec.epochs} epochs${intent ? `  (${intent.replaceAll('\n', ' ')})` : ''}`;

async function ensemble(words: Words, { ensembles }: TerminalLab, { author }: Caller): Promise<Answer> {
  noPlainWords(words, 'ensemble top:5');
  const { submission } = await ensembles.build(words.options, author);
  const { members, method, dev } = submission;
  return {
    json: { submission: submission.submission, members, method, dev: { micro_f1: dev.micro_f1 } },
    text: `Submission ${submission.id} from runs ${members.join(', ')} (${method}): dev micro-F1 ${dev.micro_f1.toFixed(4)}\n${submission.submission}`,
  };
}

function queue(_words: Words, { runs }: TerminalLab): Answer {
  const open = runs.store.list().filter(isOpen);
  const lines = open.map(({ id, state, spec, progress }) =>
    [
      `run ${id}`,
      state,
      `${spec.loss} on ${spec.model}`,
      progress?.doing ?? (progress ? `epoch ${progress.epoch}/${progress.epochs}` : ''),
    ]
      .filter(Boolean)
      .join(', '),
  );
  return {
    json: open.map(({ id, state, intent, progress }) => ({ run: id, state, intent, progress })),
    text: lines.length > 0 ? lines.join('\n') : 'Nothing is queued.',
  };
}

async function cancel(words: Words, lab: TerminalLab): Promise<Answer> {
  const run = lab.runs.require(String(words.options.run ?? words.plain[0] ?? ''));
  const text = await cancelRun(run, lab);
  return { json: { run: run.id, state: lab.runs.require(run.id).state }, text };
}
