import { type StoredSaid, toTold } from '../texts/stored.js';
import { type Said, textsIn } from '../texts/texts.js';
import type { en } from '../texts/en.js';

type Part = keyof (typeof en)['doctor']['parts'];

/** One line of `lab doctor`, in English, and how it is said in other languages. */
export type Finding = { part: string; ok: boolean; says: string; about: Part; said?: StoredSaid };

export function finding(about: Part, ok: boolean, says: Said | string): Finding {
  const { message, said } = toTold(says);
  const part = textsIn('en').t(`doctor.parts.${about}`);
  return { part, ok, says: message, about, ...(said && { said }) };
}
