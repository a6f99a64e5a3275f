import type { APIEmbed } from 'discord.js';
import type { DoneRun } from '../../runs/leaderboard.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headline, score } from './format.js';

const MEDAL = ['🥇', '🥈', '🥉'];

/** The best runs, best first, one entry each with its intent: made for a phone's width, so no table. */
export function leaderboard(runs: readonly DoneRun[], total: number): APIEmbed {
  const entries = runs.map((run, place) => {
    const why = run.intent ? `\n> ${cut(plain(run.intent).replaceAll('\n', ' '), 120)}` : '';
    const link = run.thread_url ? ` · [thread](${run.thread_url})` : '';
    return `${MEDAL[place] ?? `${place + 1}.`} **${score(run.result.dev.micro_f1)}** run ${run.id} · \`${headline(run.spec)}\`${link}${why}`;
  });
  const shown = fitLines(entries);
  return fitEmbed({
    color: 0xf5a524,
    title: `Best runs by dev micro-F1 (${shown.length} of ${total})`,
    description: shown.join('\n'),
  });
}
