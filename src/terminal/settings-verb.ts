import { parseSettings } from '../runs/preferences/parse-settings.js';
import { parseSchedule, scheduleOptions } from '../runs/preferences/schedule-options.js';
import type { Answer, TerminalLab } from './verb.js';
import { noPlainWords, type Words } from './words.js';

type Change = { name: string; before: string; after: string };

const changes = (told: readonly Change[]): string[] =>
  told.map(({ name, before, after }) => `${name}: ${before} -> ${after}`);

/** `settings`, `settings quiet:true`: whoever sits at a terminal is the administrator. */
export async function settingsVerb(words: Words, { preferences }: TerminalLab): Promise<Answer> {
  noPlainWords(words, 'settings quiet:true');
  const { change, told } = parseSettings(words.options, preferences.get(), null);
  if (told.length > 0) await preferences.change(change);
  const now = preferences.get();
  const { language, timezone, channels, results_channel, quiet, roles, limits } = now;
  const lines = {
    ...{ language, timezone, quiet },
    channels: channels.join(', ') || 'only its own',
    results_channel: results_channel ?? 'where the run was started',
    ...Object.fromEntries(
      Object.entries(roles).map(([name, ids]) => [`role_${name}`, ids.join(', ') || '-']),
    ),
    max_queued: limits.queued ?? 'no limit',
    max_gpu_hours: limits.gpu_hours ?? 'no limit',
    daily_submissions: limits.daily_submissions ?? 'no limit',
  };
  const shown = Object.entries(lines).map(([name, value]) => `${name.padEnd(18)} ${String(value)}`);
  return { json: now, text: (told.length > 0 ? changes(told) : shown).join('\n') };
}

/** `schedule`, `schedule night:22:00-08:00`, `schedule night 22:00-08:00`, `schedule "0 9 * * *" digest`. */
export async function scheduleVerb({ options, plain, json }: Words, lab: TerminalLab): Promise<Answer> {
  const named = plain.find((word) => Object.hasOwn(scheduleOptions, word));
  const value = plain.filter((word) => word !== named).join(' ');
  if (named === undefined || value === '')
    noPlainWords({ options, plain, json }, 'schedule night:22:00-08:00');
  const typed = named === undefined ? options : { ...options, [named]: value };
  const { preferences } = lab;
  const { change, told } = parseSchedule(typed, preferences.get());
  if (told.length > 0) await preferences.change(change);
  const { night, digest, timezone } = preferences.get();
  const text = [
    `night   ${night ? `${night.from}-${night.until}` : 'off'}`,
    `digest  ${digest ?? 'off'}`,
    `times are those of ${timezone}`,
  ];
  return { json: { night, digest, timezone }, text: (told.length > 0 ? changes(told) : text).join('\n') };
}
