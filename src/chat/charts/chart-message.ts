import type { Language } from '../../texts/language.js';
import { type Texts, textsIn } from '../../texts/texts.js';

/** What the thread is asked. Texts are functions and cannot be sent: they go by their language. */
export type ChartJob = { id: number; name: string; args: readonly unknown[] };
export type ChartAnswer = { id: number } & ({ png: Uint8Array } | { error: unknown });

type Spoken = { spokenIn: Language };

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'function';
const isSpoken = (value: unknown): value is Spoken =>
  typeof value === 'object' && value !== null && 'spokenIn' in value;

/** The arguments as they can be sent. */
export const packed = (args: readonly unknown[]): unknown[] =>
  args.map((value) => (isTexts(value) ? ({ spokenIn: value.language } satisfies Spoken) : value));

/** The arguments as they were. */
export const unpacked = (args: readonly unknown[]): unknown[] =>
  args.map((value) => (isSpoken(value) ? textsIn(value.spokenIn) : value));
