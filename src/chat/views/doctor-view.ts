import type { APIEmbed } from 'discord.js';
import { retell } from '../../texts/stored.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import type { DoctorFinding } from '../run-doctor.js';
import { STATE_COLOUR } from './format.js';

/**
 * The doctor's findings, those about Discord last.
 * @param missing what the bot lacks in each channel; undefined where it does not see it
 */
export function doctorView(
  findings: readonly DoctorFinding[],
  missing: readonly { channelId: string; names: string[] | undefined }[],
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const discord = missing.map(({ channelId, names }) => ({
    ok: names?.length === 0,
    name: t('host.here', { channel: channelId }),
    value:
      names === undefined
        ? t('host.channel_gone')
        : names.length === 0
          ? t('host.permissions_ok')
          : t('host.permissions_missing', { names: `**${names.join(', ')}**` }),
  }));
  const problems = [...findings, ...discord].filter(({ ok }) => !ok).length;
  const icon = (ok: boolean) => (ok ? '✅' : '⚠️');
  const [first, ...more] = discord;
  return fitEmbed({
    color: problems === 0 ? STATE_COLOUR.done : STATE_COLOUR.failed,
    title: t('host.doctor'),
    // A field's name shows no mention.
    description: [
      problems === 0 ? t('host.ready') : t('host.problems', { count: problems }),
      ...[first, ...more].flatMap((one) => (one ? [`${icon(one.ok)} ${one.name}: ${one.value}`] : [])),
    ].join('\n'),
    fields: findings.map(({ part, ok, says, about, said }) => ({
      name: `${icon(ok)} ${retell(part, about === undefined ? undefined : { key: `doctor.parts.${about}`, values: {} }, texts)}`,
      value: plain(retell(says, said, texts)) || '—',
    })),
  });
}
