import type { APIEmbed } from 'discord.js';
import type { PublicEntry } from '../../runs/public-ranking.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headline, score } from './format.js';
import { placeOf } from './leaderboard-view.js';

const MEMBERS_SHOWN = 10;

/** What the leaderboard has scored, best first: runs and submissions, each with its dev score beside it. */
export function publicLeaderboard(
  entries: readonly PublicEntry[],
  total: number,
  agreement: string,
): APIEmbed {
  const lines = entries.map(
    (entry, place) =>
      `${placeOf(place)} **${score(entry.public)}** ${nameOf(entry)} · dev ${score(entry.dev)} · ${aboutOf(entry)}`,
  );
  const shown = fitLines(lines);
  return fitEmbed({
    color: 0xf5a524,
    title: `Best by public score (${shown.length} of ${total})`,
    description: shown.join('\n'),
    footer: { text: agreement },
  });
}

const nameOf = (entry: PublicEntry): string =>
  'run' in entry ? `run ${entry.run.id}` : `submission ${entry.submission.id}`;

function aboutOf(entry: PublicEntry): string {
  if ('submission' in entry) {
    const { members, method } = entry.submission;
    const more = members.length > MEMBERS_SHOWN ? ' …' : '';
    return `runs ${members.slice(0, MEMBERS_SHOWN).join(', ')}${more}, ${method} vote`;
  }
  const { spec, intent, thread_url } = entry.run;
  const link = thread_url ? ` · [thread](${thread_url})` : '';
  const why = intent ? `\n> ${cut(plain(intent).replaceAll('\n', ' '), 120)}` : '';
  return `\`${headline(spec)}\`${link}${why}`;
}
