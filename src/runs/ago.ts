import { type Said, say } from '../texts/texts.js';

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** How long ago, in the largest whole unit: `3 days ago`, `1 hour ago`, `just now`. `at` is ISO 8601. */
export function ago(at: string, now: Date): Said {
  const ms = now.getTime() - Date.parse(at);
  for (const [unit, length] of UNITS) {
    const count = Math.floor(ms / length);
    if (count >= 1) return say(`words.ago.${unit}`, { count });
  }
  return say('words.ago.now');
}
