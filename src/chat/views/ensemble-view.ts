import type { APIEmbed } from 'discord.js';
import type { EnsembleResult } from '../../ensemble/ensemble-result.js';
import type { Submission } from '../../runs/submission.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed } from '../limits.js';
import { columns, padColumns, score, signed } from './format.js';
import { memberName } from './member-name.js';

/**
 * A submission: its members, its score on dev, fitted there and not, how it compares with its best member, and whether the
 * predicted labels look like the training data. `path` is given where the file is too large to attach.
 */
export function ensembleView(
  submission: Submission,
  result: EnsembleResult,
  texts: Texts,
  path?: string,
): APIEmbed {
  const { t } = texts;
  const { weights, label_shares, far_off, cut, basis } = result;
  const each = submission.members.map((member, at) => {
    const weight = weights?.[at];
    const name = memberName(member, texts);
    return weight === undefined ? name : `${name} ${Math.round(100 * weight)}${PERCENT}`;
  });
  return fitEmbed({
    color: far_off.length > 0 ? 0xfbbf24 : 0xa855f7,
    title: t('ensembles.title', {
      ...{ submission: submission.id, count: submission.members.length },
      method: t(`ensembles.method.${submission.method}`),
    }),
    description: [
      devLine(result, texts),
      gainLine(result, texts),
      cut === 'tuned' && submission.method !== 'hard' ? t('ensembles.tuned') : '',
      basis === 'oof' ? t('ensembles.oof') : '',
      farLine(result, texts),
      path ? t('ensembles.large', { path }) : t('ensembles.checked'),
    ]
      .filter(Boolean)
      .join('\n'),
    fields: [
      { name: t(weights ? 'ensembles.member_weights' : 'ensembles.members'), value: each.join(', ') },
      { name: t('ensembles.shares'), value: `\`\`\`\n${shares(label_shares)}\n\`\`\`` },
    ],
    footer: { text: `SHA-256 ${submission.sha256}` },
    timestamp: submission.created_at,
  });
}

function devLine({ dev, dev_cross_fitted, learned }: EnsembleResult, { t }: Texts): string {
  const own = score(dev.micro_f1);
  if (!learned) return t('ensembles.plain', { score: own });
  return dev_cross_fitted
    ? t('ensembles.both', { score: score(dev_cross_fitted.micro_f1), own })
    : t('ensembles.few', { score: own });
}

function gainLine({ gain, best_member, members }: EnsembleResult, texts: Texts): string {
  const { t } = texts;
  if (!gain || members.length < 2) return '';
  const { value, low, high } = gain;
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'chance';
  const line = t('ensembles.gain', {
    ...{ gain: signed(value), low: signed(low), high: signed(high) },
    ...{ best: memberName(best_member.run, texts), score: score(best_member.micro_f1) },
  });
  return `${line}: ${t(`ensembles.${verdict}`)}.`;
}

function farLine({ far_off, label_shares: { predicted, train } }: EnsembleResult, { t }: Texts): string {
  if (far_off.length === 0) return '';
  const labels = far_off.map((label) => `${label} ${percent(predicted[label])} (${percent(train[label])})`);
  return t('ensembles.far', { labels: labels.join(', ') });
}

/** A line never ends between a number and its sign. */
const PERCENT = '\u00a0%';

const percent = (share: number | undefined): string => `${((share ?? 0) * 100).toFixed(1)}${PERCENT}`;

function shares({ predicted, train }: EnsembleResult['label_shares']): string {
  const width = Math.max(...Object.keys(predicted).map(columns));
  return Object.entries(predicted)
    .map(
      ([label, share]) =>
        `${padColumns(label, width)} ${percent(share).padStart(7)} (${percent(train[label])})`,
    )
    .join('\n');
}
