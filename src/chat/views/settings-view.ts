import type { APIEmbed } from 'discord.js';
import type { Told } from '../../runs/preferences/parse-settings.js';
import type { Effective } from '../../runs/preferences/preferences.js';
import type { MentionChoice } from '../../runs/preferences/preferences-data.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';

/**
 * All settings with what they mean.
 * @param mention the reader's own choice
 * @param own Labmate's own channel
 */
export function settingsView(
  chosen: Effective,
  { mention, own, told = [] }: { mention: MentionChoice; own: string; told?: readonly Told[] },
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const { channels, results_channel, roles, limits } = chosen;
  const named = (ids: readonly string[], nobody: string) =>
    ids.length > 0 ? ids.map((id) => `<@&${id}>`).join(', ') : nobody;
  const limit = (value: number | null) => (value === null ? t('settings.no_limit') : String(value));
  const changes = told.map((change) => changeLine(change, texts));
  return fitEmbed({
    color: 0x5865f2,
    title: t('settings.title'),
    description: t('settings.about'),
    fields: [
      ...(changes.length > 0 ? [{ name: `✅ ${t('settings.changed')}`, value: changes.join('\n') }] : []),
      { name: t('settings.yours'), value: t(`settings.mention_is.${mention}`) },
      { name: 'quiet', value: t(chosen.quiet ? 'settings.quiet_is.quiet' : 'settings.quiet_is.normal') },
      { name: 'language', value: chosen.language, inline: true },
      { name: 'timezone', value: chosen.timezone, inline: true },
      {
        name: t('settings.channels'),
        value: t('settings.channels_are', {
          channels: [own, ...channels].map((id) => `<#${id}>`).join(', '),
          results: results_channel === null ? t('settings.where_started') : `<#${results_channel}>`,
        }),
      },
      {
        name: t('settings.roles'),
        value: t('settings.roles_are', {
          view: named(roles.view, t('settings.everyone')),
          train: named(roles.train, t('settings.everyone')),
          cancel: named(roles.cancel, '—'),
          admin: named(roles.admin, '—'),
        }),
      },
      {
        name: t('settings.limits'),
        value: t('settings.limits_are', {
          queued: limit(limits.queued),
          hours: limit(limits.gpu_hours),
          submissions: limit(limits.daily_submissions),
        }),
      },
    ],
  });
}

/** What is told of a change, in the channel, too. */
export const changeLine = ({ name, before, after }: Told, { t }: Texts): string =>
  t('settings.change', { name: plain(name), ...{ before: plain(before), after: plain(after) } });
