const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the largest whole unit: `3 days ago`, `1 hour ago`, `just now`. `at` is ISO 8601. */
export function ago(at: string, now: Date): string {
  const ms = now.getTime() - Date.parse(at);
  for (const [unit, length] of UNITS) {
    const count = Math.floor(ms / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
