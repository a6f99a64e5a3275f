import type { APIEmbed } from 'discord.js';
import type { Run } from '../../runs/run.js';
import type { Sweep } from '../../runs/sweep/sweep.js';
import { isPruned, type SweepSummary, valuesText } from '../../runs/sweep/sweep-summary.js';
import { CONTENT, cut, fitEmbed, plain } from '../limits.js';
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

/** A sweep at a glance: how far it is, the best runs so far with what they tried, what trains and what waits. */
export function sweepView(sweep: Sweep, summary: SweepSummary, members: readonly Run[]): APIEmbed {
  const { best, secondsLeft, started } = summary;
  const { budget, state } = sweep;
  const share = state === 'done' ? 1 : (started - summary.running.length - summary.waiting.length) / budget;
  const left = secondsLeft === null ? '' : ` · about ${duration(secondsLeft)} left`;
  return fitEmbed({
    color: COLOUR[state],
    title: `${ICON[state]} Sweep ${sweep.id} · ${sweep.strategy} · ${state}`,
    description: [
      sweep.intent && `> ${plain(sweep.intent).replaceAll('\n', '\n> ')}`,
      `${bar(share)} ${started} of ${budget} ${budget === 1 ? 'run' : 'runs'}${left}`,
      sweep.reason && plain(sweep.reason),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: 'Runs', value: countsText(summary) },
      { name: 'Space', value: `\`${sweep.typed.replaceAll('`', "'")}\`` },
      ...(Object.keys(sweep.fixed).length > 0
        ? [{ name: 'All runs', value: `\`${fixedText(sweep)}\`` }]
        : []),
      ...(sweep.pruner === 'none' ? [] : [{ name: 'Pruner', value: sweep.pruner, inline: true }]),
      { name: 'Started by', value: whoOf(sweep), inline: true },
      ...(best
        ? [{ name: sweep.finished_at === null ? 'Best so far' : 'Best', value: bestText(members) }]
        : []),
      ...(best && sweep.finished_at !== null
        ? [{ name: `Spec of run ${best.id}`, value: `\`${specLine(best.spec)}\`` }]
        : []),
    ],
    timestamp: sweep.created_at,
  });
}

/** The one message at a sweep's end. */
export function sweepEnd(sweep: Sweep, summary: SweepSummary): string {
  const { best } = summary;
  const found = best
    ? `the best is run ${best.id}, dev micro-F1 **${score(best.result.dev.micro_f1)}** with \`${valuesText(best)}\` (${countsText(summary)}).`
    : 'no run finished.';
  const words = {
    running: 'goes on',
    done: 'is done',
    stopped: 'was stopped',
    halted: 'has stopped by itself',
  };
  const reason = sweep.state === 'halted' && sweep.reason ? `${plain(sweep.reason)} ` : '';
  const text = `${whoOf(sweep)} Sweep ${sweep.id} ${words[sweep.state]}: ${reason}${reason ? found[0]?.toUpperCase() + found.slice(1) : found}`;
  return cut(text, CONTENT);
}

/** A Discord mention, or the name of someone at a terminal. */
const whoOf = ({ author }: Sweep): string => (author.id === null ? author.name : `<@${author.id}>`);

const fixedText = ({ fixed }: Sweep): string =>
  Object.entries(fixed)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join(' ')
    .replaceAll('`', "'");

function countsText({ done, pruned, failed, cancelled, running, waiting }: SweepSummary): string {
  const named = (runs: readonly Run[]) => runs.map(({ id }) => `run ${id}`).join(', ');
  return [
    `${done} done`,
    pruned > 0 && `${pruned} pruned`,
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
    running.length > 0 && `running: ${named(running)}`,
    waiting.length > 0 && `waiting: ${named(waiting)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function bestText(members: readonly Run[]): string {
  return members
    .filter((run) => run.result && !isPruned(run))
    .sort((a, b) => (b.result?.dev.micro_f1 ?? 0) - (a.result?.dev.micro_f1 ?? 0))
    .slice(0, SHOWN)
    .map((run) => `**${score(run.result?.dev.micro_f1 ?? 0)}** run ${run.id} · \`${valuesText(run)}\``)
    .join('\n');
}
