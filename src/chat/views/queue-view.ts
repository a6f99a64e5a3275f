import type { APIEmbed } from 'discord.js';
import type { Run } from '../../runs/run.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { bar, duration, headline, STATE_COLOUR } from './format.js';

/** What trains and what waits, in the order in which it will start. */
export function queueView(runs: readonly Run[]): APIEmbed {
  const running = runs.filter((run) => run.state === 'running');
  const waiting = runs.filter((run) => run.state === 'queued');
  const lines = [...running.map(runningLine), ...waiting.map(waitingLine)];
  return fitEmbed({
    color: running.length > 0 ? STATE_COLOUR.running : STATE_COLOUR.queued,
    title: `${running.length} running, ${waiting.length} waiting`,
    description: describe(lines),
  });
}

function describe(lines: readonly string[]): string {
  if (lines.length === 0) return 'Nothing is queued. Start with `/train`.';
  const shown = fitLines(lines);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

function runningLine(run: Run): string {
  const { progress } = run;
  const state = progress?.doing
    ? plain(progress.doing)
    : progress
      ? `${bar(progress.share)} ${progress.part === undefined ? '' : `part ${progress.part}/${progress.parts}, `}${progress.epoch}/${progress.epochs}, ${duration(progress.seconds_left)} left`
      : 'starting';
  return `🏃 **run ${run.id}** ${state} · \`${headline(run.spec)}\`${why(run)}`;
}

function waitingLine(run: Run, place: number): string {
  return `${place + 1}. run ${run.id} · \`${headline(run.spec)}\`${why(run)}`;
}

const why = (run: Run): string =>
  run.intent ? ` — ${cut(plain(run.intent).replaceAll('\n', ' '), 80)}` : '';
