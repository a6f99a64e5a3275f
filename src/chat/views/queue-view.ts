import type { APIEmbed } from 'discord.js';
import type { Author, Run } from '../../runs/run.js';
import { retell } from '../../texts/stored.js';
import type { Texts } from '../../texts/texts.js';
import { mayStart, nextNight, type NightWindow } from '../../runs/night-window.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { bar, duration, headline, STATE_COLOUR } from './format.js';

/** The night window as it is set, and what time it is. */
type Night = { window: NightWindow; timezone: string; now: Date };

/** What trains and what waits; the waiting ones in the order in which they are given. */
export function queueView(
  runs: readonly Run[],
  texts: Texts,
  paused: { author: Author; at: string } | null = null,
  night: Night | null = null,
): APIEmbed {
  const running = runs.filter((run) => run.state === 'running');
  const waiting = runs.filter((run) => run.state === 'queued');
  const lines = [
    ...(paused ? [pausedLine(paused, texts)] : []),
    ...running.map((run) => runningLine(run, texts)),
    ...waiting.map((run, place) => {
      const held = waitsFor(run, paused !== null, night, texts);
      return `${place + 1}. ${texts.t('queue.run', { run: run.id })} ${held}${about(run)}`;
    }),
  ];
  return fitEmbed(
    {
      color: running.length > 0 ? STATE_COLOUR.running : STATE_COLOUR.queued,
      title: texts.t('queue.title', { running: running.length, waiting: waiting.length }),
      description: describe(lines, texts),
    },
    lines,
  );
}

/** What keeps a waiting run from being started, beside the runs before it. */
function waitsFor(run: Run, isPaused: boolean, night: Night | null, { t }: Texts): string {
  const marks = isPaused ? ['⏸️'] : [];
  if (night && !mayStart(run, night.now, night.window, night.timezone)) {
    const next = Math.floor(nextNight(night.now, night.window, night.timezone).getTime() / 1000);
    marks.push(`🌙 ${t('queue.night', { from: night.window.from, at: `<t:${next}:t>, <t:${next}:R>` })}`);
  }
  return marks.length === 0 ? '' : `${marks.join(' ')} `;
}

const pausedLine = ({ author, at }: { author: Author; at: string }, { t }: Texts): string =>
  `⏸️ ${t('queue.since', { author: plain(author.name), when: `<t:${Math.floor(Date.parse(at) / 1000)}:R>` })}`;

function describe(lines: readonly string[], { t }: Texts): string {
  if (lines.length === 0) return t('queue.nothing');
  const shown = fitLines(lines);
  const count = lines.length - shown.length;
  return [...shown, ...(count > 0 ? [t('queue.more', { count })] : [])].join('\n');
}

function runningLine(run: Run, texts: Texts): string {
  const { t } = texts;
  const { progress } = run;
  const state = progress?.doing
    ? plain(retell(progress.doing, progress.doing_said, texts))
    : progress
      ? `${bar(progress.share)} ${progress.part === undefined ? '' : `${t('queue.part', { part: progress.part, parts: progress.parts ?? progress.part })} `}${t('queue.epochs', { epoch: progress.epoch, epochs: progress.epochs, left: duration(progress.seconds_left, texts) })}`
      : t('queue.starting');
  return `🏃 **${t('queue.run', { run: run.id })}** ${state} ${about(run)}`;
}

const about = (run: Run): string =>
  `· \`${headline(run.spec)}\`${run.intent ? ` — ${cut(plain(run.intent).replaceAll('\n', ' '), 80)}` : ''}`;
