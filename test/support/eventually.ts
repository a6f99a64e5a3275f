import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until there is something; for what tells nobody that it changed (files, other processes). */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`still nothing after two minutes: ${look.toString()}`);
    await pause(50);
  }
}
