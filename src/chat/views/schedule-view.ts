import type { APIEmbed } from 'discord.js';
import { nightText } from '../../runs/night-window.js';
import type { Effective } from '../../runs/preferences/preferences.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed } from '../limits.js';

/**
 * Night window and digest.
 * @param held how many runs wait for the window
 * @param next when the next digest is due
 */
export function scheduleView(
  { night, digest, timezone }: Effective,
  { held, next }: { held: number; next: Date | undefined },
  { t }: Texts,
): APIEmbed {
  return fitEmbed({
    color: 0x5865f2,
    title: t('schedule.title'),
    description: t('schedule.about', { timezone }),
    fields: [
      {
        name: `🌙 ${t('schedule.night')}`,
        value: night
          ? t('schedule.night_is', { window: `**${nightText(night)}**`, count: held })
          : t('schedule.night_off'),
      },
      {
        name: `☀️ ${t('schedule.digest')}`,
        value:
          digest === null
            ? t('schedule.digest_off')
            : t('schedule.digest_is', {
                pattern: digest,
                next: next ? `<t:${Math.floor(next.getTime() / 1000)}:f>` : '—',
              }),
      },
    ],
  });
}
