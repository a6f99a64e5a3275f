import type { APIEmbed } from 'discord.js';
import { isImported, UNKNOWN } from '../../runs/imported.js';
import type { PublicEntry } from '../../runs/public-ranking.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headlineOf, score } from './format.js';
import { placeOf } from './leaderboard-view.js';
import { shortName } from './member-name.js';

const MEMBERS_SHOWN = 10;

/** What the leaderboard has scored, best first: runs and submissions, each with its dev score beside it. */
export function publicLeaderboard(
  entries: readonly PublicEntry[],
  total: number,
  agreement: string,
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const lines = entries.map(
    (entry, place) =>
      `${placeOf(place)} **${score(entry.public)}** ${nameOf(entry, texts)} · ${t('ranking.on_dev', { score: entry.dev === undefined ? UNKNOWN : score(entry.dev) })} · ${aboutOf(entry, texts)}`,
  );
  const shown = fitLines(lines);
  return fitEmbed(
    {
      color: 0xf5a524,
      title: t('ranking.public', { shown: shown.length, total }),
      description: shown.join('\n'),
      footer: { text: agreement },
    },
    lines,
  );
}

const nameOf = (entry: PublicEntry, { t }: Texts): string =>
  'run' in entry
    ? t('words.run', { run: entry.run.id })
    : t('ranking.submission', { submission: entry.submission.id });

function aboutOf(entry: PublicEntry, { t }: Texts): string {
  if ('submission' in entry) {
    const { members, method } = entry.submission;
    const more = members.length > MEMBERS_SHOWN ? ' …' : '';
    return t('ranking.members', {
      members: `${members.slice(0, MEMBERS_SHOWN).map(shortName).join(', ')}${more}`,
      vote: t(`ensembles.method.${method}`),
    });
  }
  const { intent, thread_url } = entry.run;
  const origin = isImported(entry.run) ? `${t('imports.mark')} · ` : '';
  const link = thread_url ? ` · [${t('words.thread')}](${thread_url})` : '';
  const why = intent ? `\n> ${cut(plain(intent).replaceAll('\n', ' '), 120)}` : '';
  return `${origin}\`${headlineOf(entry.run)}\`${link}${why}`;
}
