import { isKnown, UNKNOWN } from '../../runs/imported.js';
import type { Run, RunState } from '../../runs/run.js';
import type { RunSpec } from '../../runs/spec.js';
import type { Texts } from '../../texts/texts.js';

/** Colours that read well on Discord's dark and light themes. */
export const STATE_COLOUR: Record<RunState, number> = {
  queued: 0x8b93a1,
  running: 0x3b82f6,
  done: 0x22a55e,
  failed: 0xe5484d,
  cancelled: 0x8b93a1,
};

export const STATE_ICON: Record<RunState, string> = {
  queued: '⏳',
  running: '🏃',
  done: '✅',
  failed: '❌',
  cancelled: '🚫',
};

/** Scores have four places everywhere. */
export const score = (value: number): string => value.toFixed(4);

export const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(4)}`;

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number, { t }: Texts): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t('words.duration.seconds', { s: whole });
  if (whole < 3600) return t('words.duration.minutes', { min: Math.floor(whole / 60), s: whole % 60 });
  return t('words.duration.hours', { h: Math.floor(whole / 3600), min: Math.floor((whole % 3600) / 60) });
}

const tenths = (share: number, full: string, empty: string): string => {
  const filled = Math.max(0, Math.min(10, Math.round(share * 10)));
  return full.repeat(filled) + empty.repeat(10 - filled);
};

/** `▰▰▰▱▱▱▱▱▱▱`, for running text. */
export const bar = (share: number): string => tenths(share, '▰', '▱');

/** `███░░░░░░░`, for code blocks: block elements are as wide as letters there. */
export const monoBar = (share: number): string => tenths(share, '█', '░');

/** A learning rate as people write it: 3e-5, 0.01. */
export const rate = (value: number): string => (value < 1e-3 ? value.toExponential() : String(value));

/** The settings in the words that one would type: `loss:asl lr:3e-5 …`; null ones are left out. */
export function specLine(spec: RunSpec, names?: readonly (keyof RunSpec)[]): string {
  return Object.entries(spec)
    .filter(([name, value]) => value !== null && (!names || names.includes(name as keyof RunSpec)))
    .map(([name, value]) => `${name}:${name === 'lr' ? rate(Number(value)) : String(value)}`)
    .join(' ');
}

const HEADLINE = ['model', 'data', 'loss', 'lr', 'epochs', 'batch', 'seed'] as const;

/** The settings that people tell runs apart by; of an imported run, those that its table told. */
export const headlineOf = (
  run: Pick<Run, 'spec' | 'imported'>,
  except: ReadonlySet<string> = new Set(),
): string => headline(run.spec, (name) => !except.has(name) && isKnown(run, name)) || UNKNOWN;

export const headline = (spec: RunSpec, counts: (name: keyof RunSpec) => boolean = () => true): string =>
  specLine(
    spec,
    [
      ...HEADLINE,
      ...(spec.accumulate > 1 ? (['accumulate'] as const) : []),
      ...(spec.folds > 0 ? (['folds'] as const) : []),
      ...(spec.seeds > 1 ? (['seeds'] as const) : []),
    ].filter(counts),
  );

/** The version of the code that a run was trained with. */
export const codeText = ({ code }: Pick<Run, 'code'>, { t }: Texts): string =>
  code.dirty ? t('words.changed', { code: code.commit }) : code.commit;

/** A Discord mention, or the name of someone at a terminal. */
export const who = ({ author }: Run): string => (author.id === null ? author.name : `<@${author.id}>`);

/** How wide a text is in a code block: Hangul takes two columns. */
export const columns = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter >= '\u1100' ? 2 : 1), 0);

/** A name with spaces behind it, so that what follows lines up in a code block. */
export const padColumns = (name: string, width: number): string =>
  name + ' '.repeat(Math.max(0, width - columns(name)));
