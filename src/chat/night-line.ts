import { mayStart } from '../runs/night-window.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Run } from '../runs/run.js';
import { textsIn } from '../texts/texts.js';

/** What a run waits for, where that is the night: a line of its card. */
export function nightLine(
  run: Run,
  preferences: Pick<Preferences, 'get'> | undefined,
  now = new Date(),
): string | undefined {
  if (!preferences || run.state !== 'queued') return undefined;
  const { night, timezone, language } = preferences.get();
  if (night === null || mayStart(run, now, night, timezone)) return undefined;
  return `🌙 ${textsIn(language).t('schedule.waits', { from: night.from })}`;
}
