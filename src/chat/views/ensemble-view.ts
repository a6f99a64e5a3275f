import type { APIEmbed } from 'discord.js';
import type { EnsembleResult } from '../../ensemble/build-ensemble.js';
import type { Submission } from '../../runs/store-data.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed } from '../limits.js';
import { score, signed } from './format.js';

/**
 * A submission: its members, its score on dev and how it compares with its best member, and whether the predicted
 * labels look like the training data. `path` is given where the file is too large to attach.
 */
export function ensembleView(
  submission: Submission,
  result: EnsembleResult,
  { t }: Texts,
  path?: string,
): APIEmbed {
  const { dev, best_member, label_shares } = result;
  const gain = signed(dev.micro_f1 - best_member.micro_f1);
  return fitEmbed({
    color: 0xa855f7,
    title: t('ensemble.title', {
      ...{ submission: submission.id, count: submission.members.length },
      vote: t(`words.vote.${submission.method}`),
    }),
    description: [
      t('ensemble.score', {
        ...{ score: score(dev.micro_f1), gain },
        ...{ run: best_member.run, best: score(best_member.micro_f1) },
      }),
      path ? t('ensemble.large', { path }) : t('ensemble.checked'),
    ].join('\n'),
    fields: [
      {
        name: t('ensemble.members'),
        value: submission.members.map((run) => t('words.run', { run })).join(', '),
      },
      { name: t('ensemble.shares'), value: `\`\`\`\n${shares(label_shares)}\n\`\`\`` },
    ],
    footer: { text: `SHA-256 ${submission.sha256}` },
    timestamp: submission.created_at,
  });
}

function shares({ predicted, train }: EnsembleResult['label_shares']): string {
  const width = Math.max(...Object.keys(predicted).map((label) => label.length));
  const percent = (share: number | undefined) => `${((share ?? 0) * 100).toFixed(1)} %`.padStart(7);
  return Object.entries(predicted)
    .map(([label, share]) => `${label.padEnd(width)} ${percent(share)} (${percent(train[label]).trim()})`)
    .join('\n');
}
