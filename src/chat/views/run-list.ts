import type { APIEmbed } from 'discord.js';
import { devScore, isImported } from '../../runs/imported.js';
import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headlineOf, score, STATE_COLOUR, STATE_ICON } from './format.js';
import { verdictWord } from './verdict-buttons.js';

const INTENT = 120;

/** Runs in the order given, an entry each: what it asked, what it scored, and what came of the question. */
export function runList(runs: readonly Run[], total: number, texts: Texts): APIEmbed {
  const { t } = texts;
  const entries = runs.map((run) => {
    const dev = devScore(run);
    const scored = dev === undefined ? '' : ` **${score(dev)}**`;
    const origin = isImported(run) ? ` · ${t('imports.mark')}` : '';
    const link = run.thread_url ? ` · [${t('list.thread')}](${run.thread_url})` : '';
    const why = run.intent ? `\n> ${cut(plain(run.intent).replaceAll('\n', ' '), INTENT)}` : '';
    const verdict = run.verdict
      ? `\n> **${verdictWord(run.verdict, texts)}**${said(run.verdict.sentence)}`
      : '';
    return `${STATE_ICON[run.state]} **${t('queue.run', { run: run.id })}**${scored}${origin} · \`${headlineOf(run)}\`${link}${why}${verdict}`;
  });
  const shown = fitLines(entries);
  return fitEmbed(
    {
      color: STATE_COLOUR.queued,
      title: t('list.title', { shown: shown.length, total }),
      description: shown.length === 0 ? t('queue.nothing') : shown.join('\n'),
    },
    entries,
  );
}

const said = (sentence: string): string =>
  sentence === '' ? '' : `: ${cut(plain(sentence).replaceAll('\n', ' '), INTENT)}`;
