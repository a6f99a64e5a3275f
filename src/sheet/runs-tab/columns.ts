import { devScore, isKnown } from '../../runs/imported.js';
import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { type RunSpec, runSpecSchema } from '../../runs/spec.js';
import { type Language, LANGUAGES } from '../../texts/language.js';
import { type TextKey, textsIn } from '../../texts/texts.js';
import { type Cell, textCell } from '../cell.js';
import { foldsOf, verdictOf } from './run-facts.js';

/** How a column's numbers are shown, and what colours its cells. */
export type Look = 'text' | 'score' | 'state' | 'rate' | 'minutes';

/**
 * A column of the tab "Runs". Labmate writes those of `bot`; of `both` it writes what the store knows and takes what
 * people type; those of `people` it only reads.
 */
export type Column = {
  /** Its name within Labmate, whatever language its header is in. */
  key: string;
  owner: 'bot' | 'both' | 'people';
  look: Look;
  /** A column is found by its header in any language. */
  headers: Readonly<Record<Language, string>>;
  /** Undefined: the cell is people's. What is not known (yet) is an empty text: it clears what stood there. */
  value: (run: Run) => Cell | undefined;
};

export const RUN_KEY = 'run';
export const STATE_KEY = 'state';
export const PUBLIC_KEY = 'public';
export const NOTES_KEY = 'notes';

/** Settings whose headers have words of their own; the others are named after the option that sets them. */
const TITLED = ['model', 'loss', 'lr', 'epochs', 'batch', 'seed', 'folds', 'data'] as const;

/**
 * The columns in the order in which a new tab gets them.
 * @param labels of the task, one F1 column each
 */
export function sheetColumns(labels: readonly string[]): Column[] {
  return [
    fixed(RUN_KEY, (run) => Number(run.id)),
    fixed(STATE_KEY, stateOf, { look: 'state' }),
    fixed('intent', (run) => textCell(run.intent)),
    fixed('question', (run) => textCell(run.question ?? '')),
    fixed('thread', (run) => run.thread_url ?? ''),
    fixed('verdict', verdictOf),
    // Where people look anyway: they write into it.
    fixed(NOTES_KEY, () => undefined, { owner: 'people' }),
    fixed('author', (run) => textCell(run.author.name)),
    scoreColumn('dev', (run) => devScore(run)),
    scoreColumn('dev_tuned', (run) => run.result?.dev_tuned.micro_f1 ?? run.imported?.scores.dev_tuned),
    scoreColumn('macro', (run) => run.result?.dev.macro_f1 ?? run.imported?.scores.macro),
    scoreColumn('folds_mean', (run) => foldsOf(run)?.mean ?? run.imported?.scores.folds_mean),
    scoreColumn('folds_spread', (run) => foldsOf(run)?.spread ?? run.imported?.scores.folds_spread),
    fixed(PUBLIC_KEY, publicCell, { owner: 'both', look: 'score' }),
    ...specColumns(),
    ...labels.map((label) => ({
      ...column(`f1:${label}`, inEach('sheet.columns.label', { label })),
      look: 'score' as const,
      value: (run: Run) => rounded(f1Of(run, label), 4),
    })),
    fixed('best_epoch', (run) => run.result?.best_epoch ?? run.imported?.best_epoch ?? ''),
    fixed('minutes', (run) => rounded(minutesOf(run), 2), { look: 'minutes' }),
    fixed('started', (run) => run.started_at ?? ''),
    fixed('finished', (run) => run.finished_at ?? ''),
    fixed('host', (run) => textCell(run.host)),
    fixed('engine', (run) => run.result?.engine ?? run.imported?.engine ?? ''),
    fixed('code', (run) => `${run.code.commit}${run.code.dirty ? ' (changed)' : ''}`),
  ];
}

type FixedKey =
  Extract<TextKey, `sheet.columns.${string}`> extends `sheet.columns.${infer Key}` ? Key : never;
type Rest = Partial<Pick<Column, 'owner' | 'look'>>;

const inEach = (key: TextKey, slots: object = {}): Column['headers'] =>
  Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      (textsIn(language).t as (key: TextKey, slots: object) => string)(key, slots),
    ]),
  ) as Record<Language, string>;

const column = (key: string, headers: Column['headers']) => ({
  ...{ key, headers },
  owner: 'bot' as const,
  look: 'text' as const,
});

const fixed = (key: FixedKey, value: Column['value'], rest: Rest = {}): Column => ({
  ...column(key, inEach(`sheet.columns.${key}` as TextKey)),
  ...rest,
  value,
});

/** Scores differ by chance from the third digit on; the fourth is what competitors print. */
const scoreColumn = (key: FixedKey, of: (run: Run) => number | null | undefined): Column =>
  fixed(key, (run) => rounded(of(run), 4), { look: 'score' });

/** One column a setting, the data last: its name says little beside the settings. */
function specColumns(): Column[] {
  const keys = Object.keys(runSpecSchema.shape) as (keyof RunSpec)[];
  const ordered = [...keys.filter((key) => key !== 'data'), 'data' as const];
  return ordered.map((key) => ({
    ...column(`spec:${key}`, specHeaders(key)),
    look: key === 'lr' ? 'rate' : 'text',
    value: (run) => {
      const value = (isKnown(run, key) ? run.spec[key] : '') ?? '';
      return typeof value === 'string' ? textCell(value) : value;
    },
  }));
}

function specHeaders(key: string): Column['headers'] {
  const titled = TITLED.find((one) => one === key);
  return titled ? inEach(`sheet.spec.${titled}`) : { en: key, ko: key };
}

/** What the store knows, also that a score was taken back; where nobody noted one, the cell is people's. */
function publicCell(run: Run): Cell | undefined {
  return run.public_scores.length === 0 ? undefined : (publicScore(run) ?? '');
}

const f1Of = ({ result, imported }: Run, label: string): number | undefined =>
  result?.dev.per_label[label]?.f1 ?? imported?.scores.per_label[label];

function minutesOf({ result, imported }: Run): number | null {
  const seconds = result?.seconds ?? imported?.seconds;
  return seconds == null ? null : seconds / 60;
}

const stateOf = ({ state, sweep }: Run): Cell => (state === 'cancelled' && sweep?.pruned ? 'pruned' : state);

function rounded(value: number | null | undefined, digits: number): Cell {
  return value == null || !Number.isFinite(value) ? '' : Number(value.toFixed(digits));
}
