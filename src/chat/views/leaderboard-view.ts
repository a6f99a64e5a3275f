import type { APIEmbed } from 'discord.js';
import { devScore, isImported } from '../../runs/imported.js';
import { partsLine } from '../../runs/parts-line.js';
import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headlineOf, score } from './format.js';

const MEDAL = ['🥇', '🥈', '🥉'];

export const placeOf = (place: number): string => MEDAL[place] ?? `${place + 1}.`;

/**
 * The best runs, best first, one entry each with its intent: made for a phone's width, so no table. `agreement` says how
 * well that ranking predicts the leaderboard's.
 */
export function leaderboard(runs: readonly Run[], total: number, agreement: string, texts: Texts): APIEmbed {
  const { t } = texts;
  const entries = runs.map((run, place) => {
    const why = run.intent ? `\n> ${cut(plain(run.intent).replaceAll('\n', ' '), 120)}` : '';
    const link = run.thread_url ? ` · [${t('words.thread')}](${run.thread_url})` : '';
    const seen = publicScore(run);
    const shown = seen === undefined ? '' : ` · ${t('ranking.seen', { score: score(seen) })}`;
    const parts = run.result?.spread ? ` · ${partsLine(run.spec, run.result, texts)}` : '';
    const origin = isImported(run) ? ` · ${t('imports.mark')}` : '';
    return `${placeOf(place)} **${score(devScore(run) ?? 0)}** ${t('words.run', { run: run.id })}${origin}${shown}${parts} · \`${headlineOf(run)}\`${link}${why}`;
  });
  const shown = fitLines(entries);
  return fitEmbed(
    {
      color: 0xf5a524,
      title: t('ranking.dev', { shown: shown.length, total }),
      description: shown.join('\n'),
      ...(agreement ? { footer: { text: agreement } } : {}),
    },
    entries,
  );
}
