import type { APIEmbed } from 'discord.js';
import type { Run } from '../../runs/run.js';
import type { Sweep } from '../../runs/sweep/sweep.js';
import { isPruned, type SweepSummary, valuesText } from '../../runs/sweep/sweep-summary.js';
import { retell } from '../../texts/stored.js';
import type { Texts } from '../../texts/texts.js';
import { CONTENT, cut, fitEmbed, plain, textOf } from '../limits.js';
import { withWhole } from '../whole-text.js';
import { bar, duration, score, specLine, STATE_COLOUR } from './format.js';

const COLOUR: Record<Sweep['state'], number> = {
  running: STATE_COLOUR.running,
  done: STATE_COLOUR.done,
  stopped: STATE_COLOUR.cancelled,
  halted: STATE_COLOUR.failed,
};
const ICON: Record<Sweep['state'], string> = { running: '🧭', done: '✅', stopped: '🚫', halted: '❌' };
/** Runs that are named as the best. */
const SHOWN = 5;

/**
 * A sweep at a glance: how far it is, the best runs so far with what they tried, what trains and what waits. With more
 * runs than it shows goes the text with all of them.
 */
export function sweepView(
  sweep: Sweep,
  summary: SweepSummary,
  members: readonly Run[],
  texts: Texts,
): APIEmbed {
  const view = (shown: number): APIEmbed => embedOf(sweep, summary, { members, shown }, texts);
  const embed = fitEmbed(view(SHOWN));
  return ranked(members).length > SHOWN ? withWhole(embed, textOf(view(Number.POSITIVE_INFINITY))) : embed;
}

function embedOf(
  sweep: Sweep,
  summary: SweepSummary,
  { members, shown }: { members: readonly Run[]; shown: number },
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const { best, secondsLeft, started } = summary;
  const { budget, state } = sweep;
  const share = state === 'done' ? 1 : (started - summary.running.length - summary.waiting.length) / budget;
  const left = secondsLeft === null ? '' : ` · ${t('sweep.left', { time: duration(secondsLeft, texts) })}`;
  return {
    color: COLOUR[state],
    title: t('sweep.title', {
      ...{ icon: ICON[state], sweep: sweep.id, strategy: sweep.strategy },
      state: t(`words.state.${state}`),
    }),
    description: [
      sweep.intent && `> ${plain(sweep.intent).replaceAll('\n', '\n> ')}`,
      `${bar(share)} ${t('sweep.progress', { started, count: budget })}${left}`,
      sweep.reason && plain(retell(sweep.reason, sweep.reason_said, texts)),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: t('sweep.runs'), value: countsText(summary, texts) },
      { name: t('sweep.space'), value: `\`${sweep.typed.replaceAll('`', "'")}\`` },
      ...(Object.keys(sweep.fixed).length > 0
        ? [{ name: t('sweep.all'), value: `\`${fixedText(sweep)}\`` }]
        : []),
      ...(sweep.pruner === 'none' ? [] : [{ name: t('sweep.pruner'), value: sweep.pruner, inline: true }]),
      { name: t('sweep.by'), value: whoOf(sweep), inline: true },
      ...(best
        ? [
            {
              name: t(sweep.finished_at === null ? 'sweep.leading' : 'sweep.best'),
              value: bestText(members, shown, texts),
            },
          ]
        : []),
      ...(best && sweep.finished_at !== null
        ? [{ name: t('sweep.spec', { run: best.id }), value: `\`${specLine(best.spec)}\`` }]
        : []),
    ],
    timestamp: sweep.created_at,
  };
}

/** The one message at a sweep's end. */
export function sweepEnd(sweep: Sweep, summary: SweepSummary, texts: Texts): string {
  const { t } = texts;
  const { best } = summary;
  const found = best
    ? t('sweep.found', {
        ...{ run: best.id, score: score(best.result.dev.micro_f1) },
        ...{ values: valuesText(best), counts: countsText(summary, texts) },
      })
    : t('sweep.nothing');
  const reason =
    sweep.state === 'halted' && sweep.reason
      ? `${plain(retell(sweep.reason, sweep.reason_said, texts))} `
      : '';
  const text = t(`sweep.end.${sweep.state}`, {
    ...{ who: whoOf(sweep), sweep: sweep.id },
    found: reason ? `${reason}${found.charAt(0).toUpperCase()}${found.slice(1)}` : found,
  });
  return cut(text, CONTENT);
}

/** A Discord mention, or the name of someone at a terminal. */
const whoOf = ({ author }: Sweep): string => (author.id === null ? author.name : `<@${author.id}>`);

const fixedText = ({ fixed }: Sweep): string =>
  Object.entries(fixed)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join(' ')
    .replaceAll('`', "'");

function countsText(summary: SweepSummary, { t }: Texts): string {
  const { done, pruned, failed, cancelled, running, waiting } = summary;
  const named = (runs: readonly Run[]) => runs.map(({ id }) => t('words.run', { run: id })).join(', ');
  return [
    t('sweep.counts.done', { count: done }),
    pruned > 0 && t('sweep.counts.pruned', { count: pruned }),
    failed > 0 && t('sweep.counts.failed', { count: failed }),
    cancelled > 0 && t('sweep.counts.cancelled', { count: cancelled }),
    running.length > 0 && t('sweep.counts.running', { runs: named(running) }),
    waiting.length > 0 && t('sweep.counts.waiting', { runs: named(waiting) }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Those that were trained to their end, best first. */
const ranked = (members: readonly Run[]): Run[] =>
  members
    .filter((run) => run.result && !isPruned(run))
    .sort((a, b) => (b.result?.dev.micro_f1 ?? 0) - (a.result?.dev.micro_f1 ?? 0));

function bestText(members: readonly Run[], shown: number, { t }: Texts): string {
  return ranked(members)
    .slice(0, shown)
    .map(
      (run) =>
        `**${score(run.result?.dev.micro_f1 ?? 0)}** ${t('words.run', { run: run.id })} · \`${valuesText(run)}\``,
    )
    .join('\n');
}
