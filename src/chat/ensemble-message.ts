import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { APIEmbed } from 'discord.js';
import type { EnsembleResult } from '../ensemble/ensemble-result.js';
import type { Built } from '../ensemble/ensembles.js';
import type { Task } from '../task/task.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { byName, labelNamesIn, type NameLabel } from './label-names.js';
import { cut } from './limits.js';
import { ensembleView } from './views/ensemble-view.js';
import { shortName } from './views/member-name.js';

/** Discord takes files of at most 10 MiB. */
const ATTACHMENT_MAX = 10 * 1024 * 1024;
/** Discord takes 1024 characters of alt text. */
const ALT_MAX = 1024;
/** More members than this cannot be told apart on a phone. */
const SHOWN = 16;

type Picture = { attachment: Buffer; name: string; description: string };

/** The answer to `/ensemble`: the submission file, what it is worth, and pictures of its members. */
export async function ensembleMessage({ submission, result: built }: Built, task: Task, texts: Texts) {
  const result = withNames(built, labelNamesIn(task, texts));
  const { size } = await stat(submission.submission);
  const fits = size <= ATTACHMENT_MAX;
  const pictures = await ensemblePictures(result, texts);
  const [first, ...others] = pictures;
  const embed = ensembleView(submission, result, texts, fits ? undefined : submission.submission);
  const embeds: APIEmbed[] = [first ? { ...embed, image: show(first) } : embed];
  for (const picture of others) embeds.push({ color: 0xa855f7, image: show(picture) });
  const file = { attachment: submission.submission, name: basename(submission.submission) };
  return { embeds, files: [...(fits ? [file] : []), ...pictures] };
}

/** The labels by what people call them. */
const withNames = (result: EnsembleResult, name: NameLabel): EnsembleResult => ({
  ...result,
  far_off: result.far_off.map(name),
  label_shares: {
    predicted: byName(result.label_shares.predicted, name),
    train: byName(result.label_shares.train, name),
  },
});

const show = ({ name }: Picture) => ({ url: `attachment://${name}` });

/** What each member brings, and how alike they err; nothing of one alone. */
export async function ensemblePictures(result: EnsembleResult, { t }: Texts): Promise<Picture[]> {
  const count = result.members.length;
  if (count < 2) return [];
  const names = result.members.slice(0, SHOWN).map(shortName);
  const shown = names.length;
  const losses = result.leave_one_out.slice(0, shown);
  const correlations = names.flatMap((_, row) => result.correlations.slice(row * count, row * count + shown));
  const pairs = names
    .flatMap((one, row) =>
      names
        .slice(row + 1)
        .map((other, at) => ({ one, other, value: correlations[row * shown + row + 1 + at] ?? 0 })),
    )
    .sort((a, b) => b.value - a.value)
    .map(({ value, ...pair }) => t('ensembles.pair', { ...pair, value: value.toFixed(2) }));
  const each = names.map((name, at) => `${name} ${(100 * (losses[at] ?? 0)).toFixed(2)}`);
  return [
    {
      attachment: await charts.leaveOneOut(
        shown < count ? t('ensembles.without_first', { shown, count }) : t('ensembles.without'),
        t('ensembles.points'),
        names,
        losses,
      ),
      name: 'without-each.png',
      description: cut(t('ensembles.without_alt', { members: each.join('; ') }), ALT_MAX),
    },
    {
      attachment: await charts.errorCorrelations(
        shown < count ? t('ensembles.correlations_first', { shown, count }) : t('ensembles.correlations'),
        names,
        correlations,
        [t('ensembles.unlike'), t('ensembles.alike')],
      ),
      name: 'error-correlations.png',
      description: cut(t('ensembles.correlations_alt', { pairs: pairs.join('; ') }), ALT_MAX),
    },
  ];
}
