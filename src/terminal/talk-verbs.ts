import { refuseUnknown } from '../runs/check-option.js';
import { devScore, settingOf } from '../runs/imported.js';
import { addNote, changeIntent } from '../runs/notes.js';
import { changeQuestion } from '../runs/question.js';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { Talk } from '../runs/talk.js';
import { judge } from '../runs/verdict.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/** The run that was typed, and what else was: `12 some words`, or `run:12 text:"some words"`. */
function runAnd(name: string, { options, plain }: Words, { runs }: TerminalLab): { run: Run; text: string } {
  refuseUnknown(Object.keys(options), ['run', name]);
  const words = options.run === undefined ? plain.slice(1) : plain;
  const run = runs.require(String(options.run ?? plain[0] ?? ''));
  return { run, text: String(options[name] ?? words.join(' ')) };
}

/** `note 12 "…"`: adds a note to a run. */
export async function note(words: Words, lab: TerminalLab, { author }: Caller): Promise<Answer> {
  const { run, text } = runAnd('text', words, lab);
  const { id, notes } = await addNote(run, { text }, author, lab.runs);
  return { json: { run: id, notes }, text: `Noted on run ${id} (note ${notes.length}).` };
}

/** `intent 12 "…"`: gives a run its question, or another one. `intent 12 question:"…"`: one that it shares. */
export async function intent(words: Words, lab: TerminalLab, { author }: Caller): Promise<Answer> {
  const { question, ...options } = words.options;
  const { run, text } = runAnd('text', { ...words, options }, lab);
  const shared = question === undefined ? run : await changeQuestion(run, question, lab.runs);
  const changed =
    question !== undefined && text === '' ? shared : await changeIntent(shared, text, author, lab.runs);
  return {
    json: { run: changed.id, intent: changed.intent, question: changed.question },
    text: [
      ...(changed.intent === '' ? [] : [`Run ${run.id} is to answer: ${changed.intent}`]),
      ...(question === undefined
        ? []
        : [
            changed.question === null
              ? `Run ${run.id} shares no question any more.`
              : `Run ${run.id} shares the question: ${changed.question}`,
          ]),
    ].join('\n'),
  };
}

/** `verdict 12 confirmed ["why"]`: answers a run's question. */
export async function verdict(
  { options, plain }: Words,
  lab: TerminalLab,
  { author }: Caller,
): Promise<Answer> {
  const { run: id, ...typed } = options;
  const words = id === undefined ? plain.slice(1) : [...plain];
  const value = typed.verdict ?? words.shift();
  const sentence = typed.sentence ?? (words.length > 0 ? words.join(' ') : undefined);
  const said = {
    ...typed,
    ...(value === undefined ? {} : { verdict: value }),
    ...(sentence === undefined ? {} : { sentence }),
  };
  const run = await judge(lab.runs.require(String(id ?? plain[0] ?? '')), said, author, lab.runs);
  return {
    json: { run: run.id, intent: run.intent, verdict: run.verdict, earlier_verdicts: run.earlier_verdicts },
    text: `Run ${run.id}: ${run.verdict?.value ?? 'no verdict'}${run.verdict?.sentence ? `, ${run.verdict.sentence}` : ''}`,
  };
}

/** What people said of a run, for `results show`. */
export function recordLines(run: Run, talk: readonly Talk[]): string[] {
  const why = run.verdict?.sentence ? `: ${run.verdict.sentence}` : '';
  return [
    ...(run.question === null ? [] : [`  question ${run.question}`]),
    ...(run.verdict ? [`  verdict  ${run.verdict.value}${why} (${run.verdict.author.name})`] : []),
    ...run.notes.map(
      ({ text, author, at, was }) =>
        `  note     ${was ? 'The intent was: ' : ''}${flat(text)} (${author.name}, ${at.slice(0, 10)})`,
    ),
    ...(run.sheet_note === '' ? [] : [`  sheet    ${flat(run.sheet_note)}`]),
    ...talk.slice(-10).map(({ author, text }) => `  thread   ${author.name}: ${flat(text)}`),
  ];
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** `results list [top:10]`: the newest runs, with what they asked and what came of it. */
export function listRuns(top: number, { store }: Pick<Runs, 'store'>): Answer {
  const runs = store.list().reverse().slice(0, top);
  return {
    json: runs.map((run) => ({
      run: run.id,
      state: run.state,
      micro_f1: devScore(run) ?? null,
      intent: run.intent,
      verdict: run.verdict,
      author: run.author.name,
    })),
    text: runs.length > 0 ? runs.map(line).join('\n') : 'No run was queued yet.',
  };
}

function line(run: Run): string {
  const scored = devScore(run)?.toFixed(4) ?? '      ';
  const asked = run.intent ? `  (${run.intent.replaceAll('\n', ' ')})` : '';
  const came = run.verdict
    ? `  ${run.verdict.value}${run.verdict.sentence && `: ${run.verdict.sentence}`}`
    : '';
  return `${scored}  run ${run.id}, ${run.imported ? 'imported' : run.state}, ${settingOf(run, 'loss')} on ${settingOf(run, 'model')}${asked}${came}`;
}
