import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { RawOptions, RawValue } from '../check-option.js';
import { checkOptions, refuseUnknown } from '../check-option.js';
import { isTimezone } from '../zoned-time.js';
import type { Effective } from './preferences.js';
import type { MentionChoice, Need, StoredPreferences } from './preferences-data.js';
import { type SettingName, settingsOptions } from './settings-options.js';

/** A change as it is told and written down: `before` and `after` in words. */
export type Told = { name: SettingName; before: string; after: string };
type Shown = RawValue | null;
export type SettingsChange = { change: Partial<StoredPreferences>; told: Told[] };

const NONE = 'none';

/**
 * Checks typed settings.
 * @param personId whose mentions are meant; null at a terminal
 * @throws UserError for an unknown name or a value that cannot be used: nothing is changed then
 */
export function parseSettings(raw: RawOptions, now: Effective, personId: string | null): SettingsChange {
  refuseUnknown(Object.keys(raw), Object.keys(settingsOptions));
  const typed = checkOptions(settingsOptions, raw);
  const change: Partial<StoredPreferences> = {};
  const told: Told[] = [];
  const tell = (name: SettingName, before: Shown, after: Shown): void => {
    told.push({ name, before: String(before ?? NONE), after: String(after ?? NONE) });
  };

  if (typed.mention !== undefined) {
    if (personId === null) throw new UserError('settings.mention', say('settings.mention_whose'));
    const choice = typed.mention as MentionChoice;
    tell('mention', now.mentions[personId] ?? 'on', choice);
    change.mentions = { ...now.mentions, [personId]: choice };
  }
  if (typed.quiet !== undefined) {
    tell('quiet', now.quiet, typed.quiet);
    change.quiet = typed.quiet === true;
  }
  if (typed.language !== undefined) {
    tell('language', now.language, typed.language);
    change.language = typed.language === 'ko' ? 'ko' : 'en';
  }
  if (typed.timezone !== undefined) {
    const timezone = String(typed.timezone);
    if (!isTimezone(timezone))
      throw new UserError(
        'settings.timezone',
        say('settings.bad_timezone', { typed: timezone.slice(0, 40) }),
      );
    tell('timezone', now.timezone, timezone);
    change.timezone = timezone;
  }
  if (typed.results_channel !== undefined) {
    const channel = noneOr(typed.results_channel, (value) => idOf('results_channel', value));
    tell('results_channel', now.results_channel, channel);
    change.results_channel = channel;
  }
  const { add_channel, remove_channel } = typed;
  if (add_channel !== undefined || remove_channel !== undefined) {
    change.channels = changed(now.channels, {
      ...(add_channel === undefined ? {} : { add: idOf('add_channel', add_channel) }),
      ...(remove_channel === undefined ? {} : { remove: idOf('remove_channel', remove_channel) }),
    });
    tell(
      add_channel === undefined ? 'remove_channel' : 'add_channel',
      list(now.channels),
      list(change.channels),
    );
  }
  const roles = parseRoles(typed, now);
  if (roles) {
    change.roles = { ...now.roles, [roles.need]: roles.after };
    tell(roles.name, `${roles.need}: ${list(now.roles[roles.need])}`, `${roles.need}: ${list(roles.after)}`);
  }
  const limits = { ...now.limits };
  for (const [name, field] of [
    ['max_queued', 'queued'],
    ['max_gpu_hours', 'gpu_hours'],
    ['daily_submissions', 'daily_submissions'],
  ] as const) {
    const value = typed[name];
    if (value === undefined) continue;
    limits[field] = Number(value) || null;
    tell(name, now.limits[field], limits[field]);
    change.limits = limits;
  }
  return { change, told };
}

function parseRoles(
  { role_for, add_role, remove_role }: Partial<Record<SettingName, RawValue>>,
  now: Effective,
): { name: SettingName; need: Need; after: string[] } | undefined {
  if (add_role === undefined && remove_role === undefined) {
    if (role_for !== undefined) throw new UserError('settings.role', say('settings.which_role'));
    return undefined;
  }
  if (role_for === undefined) throw new UserError('settings.role', say('settings.role_for_what'));
  const need = role_for as Need;
  const after = changed(now.roles[need], {
    ...(add_role === undefined ? {} : { add: idOf('add_role', add_role) }),
    ...(remove_role === undefined ? {} : { remove: idOf('remove_role', remove_role) }),
  });
  return { name: add_role === undefined ? 'remove_role' : 'add_role', need, after };
}

const changed = (before: readonly string[], { add, remove }: { add?: string; remove?: string }): string[] => [
  ...new Set([...before, ...(add === undefined ? [] : [add])].filter((one) => one !== remove)),
];

const list = (ids: readonly string[]): string | null => (ids.length > 0 ? ids.join(', ') : null);

const noneOr = <T>(raw: RawValue, read: (value: RawValue) => T): T | null =>
  ['none', 'off'].includes(String(raw).trim().toLowerCase()) ? null : read(raw);

/** An id by itself, or as Discord writes a channel or role: `<#…>`, `<@&…>`. @throws UserError `settings.id` */
function idOf(name: SettingName, raw: RawValue): string {
  const [, id] = /^(?:<#|<@&)?(\d{15,21})>?$/.exec(String(raw).trim()) ?? [];
  if (id === undefined)
    throw new UserError('settings.id', say('settings.bad_id', { name, typed: String(raw).slice(0, 40) }));
  return id;
}
