import type { APIEmbed } from 'discord.js';
import type { ListedSubmission, SubmissionList } from '../../ensemble/list-submissions.js';
import { sayAgreement } from '../../runs/dev-against-public.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed } from '../limits.js';
import { score } from './format.js';

const MOST = 15;

/** What was made to be handed in: newest first, the best one named, and how many the competition takes today. */
export function submissionsView(list: SubmissionList, texts: Texts): APIEmbed {
  const { t } = texts;
  const { submissions, best, today } = list;
  const title = t('ensembles.list.title');
  if (submissions.length === 0) return fitEmbed({ title, description: t('ensembles.list.none') });
  const older = submissions.length - MOST;
  const isFull = today.limit !== null && today.scored >= today.limit;
  const count =
    today.limit === null
      ? t('ensembles.list.today', { scored: today.scored })
      : t(isFull ? 'ensembles.list.full' : 'ensembles.list.limit', {
          ...{ scored: today.scored, limit: today.limit },
        });
  return fitEmbed({
    color: isFull ? 0xfbbf24 : 0xa855f7,
    title,
    description: [
      ...submissions.slice(0, MOST).map((one) => line(one, one.id === best, texts)),
      ...(older > 0 ? [t('ensembles.list.more', { count: older })] : []),
      '',
      ...(best === null ? [] : [t('ensembles.list.best', { submission: best })]),
      count,
      sayAgreement(list.agreement, texts),
    ].join('\n'),
  });
}

function line(one: ListedSubmission, isBest: boolean, { t }: Texts): string {
  const said =
    one.public === null
      ? t('ensembles.list.unscored')
      : t('ensembles.list.public', { score: score(one.public) });
  return t('ensembles.list.line', {
    ...{ submission: `${isBest ? '⭐ ' : ''}${one.id}`, score: said },
    dev: score(one.dev_cross_fitted ?? one.dev),
    method: t(`ensembles.method.${one.method}`),
    members: t('ensembles.list.count', { count: one.members.length }),
  });
}
