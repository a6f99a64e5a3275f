import type { APIEmbed } from 'discord.js';
import { chosenLine } from '../../runs/chosen-line.js';
import { chosenNames } from '../../runs/chosen-options.js';
import { filledLine } from '../../runs/filled-defaults.js';
import { fromLine } from '../../runs/from-line.js';
import { judgedOn } from '../../runs/parts.js';
import { partsLine } from '../../runs/parts-line.js';
import { failureText } from '../../runs/failure.js';
import type { Run } from '../../runs/run.js';
import { retell } from '../../texts/stored.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import { bar, duration, headlineOf, score, STATE_COLOUR, STATE_ICON, who } from './format.js';

type Progress = NonNullable<Run['progress']>;

/**
 * A run at a glance: what, why, how far. The message that shows it follows the run. `base` is the run that it was begun
 * from, `waits` what it waits for, where that is no free slot.
 */
export function runCard(run: Run, texts: Texts, base?: Run, waits?: string): { embeds: APIEmbed[] } {
  const { t } = texts;
  const { loss, model } = run.spec;
  const state = t(`words.state.${wasPruned(run) ? 'halted' : run.state}`);
  const embed: APIEmbed = {
    color: STATE_COLOUR[run.state],
    title: t('card.title', { icon: STATE_ICON[run.state], run: run.id, loss, model }),
    description: [
      intentLine(run, texts, base),
      [`**${state}**`, statusLine(run, texts, waits)].filter(Boolean).join(' · '),
      noteLine(run, texts),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: t('card.by'), value: who(run), inline: true },
      {
        name: t('card.spec'),
        value: specText(run, texts),
      },
    ],
    timestamp: run.created_at,
  };
  return { embeds: [fitEmbed(embed)] };
}

const noteLine = ({ note, note_said }: Run, texts: Texts): string =>
  note === null ? '' : `⚠️ ${retell(note, note_said, texts)}`;

function failureLine(failed: NonNullable<Run['failure']>, texts: Texts): string {
  const { message, hint } = failureText(failed, texts);
  return [message, hint && `💡 ${hint}`].filter(Boolean).join('\n');
}

/** Its sweep stopped it early; nobody cancelled it. */
const wasPruned = ({ state, sweep }: Run): boolean => state === 'cancelled' && sweep?.pruned != null;

/** What somebody chose first; each setting once. */
function specText(run: Run, texts: Texts): string {
  const spec: Readonly<Record<string, unknown>> = run.spec;
  const filled = Object.entries(run.filled?.options ?? {}).filter(([name, value]) => spec[name] === value);
  const said = new Set([...chosenNames(run), ...filled.map(([name]) => name)]);
  return [chosenLine(run, texts, inCode), `\`${headlineOf(run, said)}\``, plain(filledLine(run, texts))]
    .filter(Boolean)
    .join('\n');
}

/** What somebody chose stands out among the rest. */
export const inCode = (options: string): string => `**\`${options}\`**`;

/** Why the run was started, what it answers with others, and what it was begun from. */
export function intentLine(run: Run, texts: Texts, base?: Run): string {
  const why = run.intent ? `> ${plain(run.intent).replaceAll('\n', '\n> ')}` : '';
  const from = fromLine(run, base, texts);
  const shared = run.question === null ? '' : `❓ ${plain(run.question)}`;
  return [why, shared, from && `↪ ${plain(from)}`].filter(Boolean).join('\n');
}

function statusLine(run: Run, texts: Texts, waits = texts.t('card.waiting')): string {
  const { t } = texts;
  const { progress } = run;
  switch (run.state) {
    case 'queued':
      if (run.attempts === 0) return waits;
      return run.interruption === null
        ? t('card.again')
        : retell(run.interruption, run.interruption_said, texts);
    case 'running':
      if (progress?.doing) return `${bar(0)} ${plain(retell(progress.doing, progress.doing_said, texts))}`;
      return progress
        ? progressLine(progress, judgedOn(run.spec), texts)
        : `${bar(0)} ${t('card.epoch', { epoch: 1, epochs: run.spec.epochs })} · ${t('card.starting')}`;
    case 'done':
      return run.result ? doneLine(run, run.result, texts) : '';
    case 'failed':
    case 'cancelled':
      return run.failure ? failureLine(run.failure, texts) : '';
  }
}

function doneLine({ spec }: Run, result: NonNullable<Run['result']>, texts: Texts): string {
  const { t } = texts;
  const { dev, best_epoch, seconds, slow, spread } = result;
  const reached = { score: score(dev.micro_f1), time: duration(seconds, texts) };
  const said = spread ? t('card.done_parts', reached) : t('card.done', { ...reached, epoch: best_epoch });
  return `${bar(1)} ${said}${slow ? ` · ${t('card.slow')}` : ''}${spread ? `\n${partsLine(spec, result, texts)}` : ''}`;
}

function progressLine(progress: Progress, judged: 'dev' | 'held-out', texts: Texts): string {
  const { t } = texts;
  const { share, part, parts = 1, epochs, micro_f1, best_micro_f1, seconds_left, speed } = progress;
  const ofPart = share * parts - ((part ?? 1) - 1);
  const epoch = Math.min(epochs, Math.max(1, Math.ceil(ofPart * epochs - 1e-9)));
  const scored =
    micro_f1 === null || best_micro_f1 === null
      ? ''
      : ` · ${t(judged === 'dev' ? 'card.score' : 'card.score_held_out', { score: score(micro_f1), best: score(best_micro_f1) })}`;
  const left = t('card.left', { time: duration(seconds_left, texts) });
  const place = `${part === undefined ? '' : `${t('queue.part', { part, parts })} `}${t('card.epoch', { epoch, epochs })}`;
  const pace = speed ? ` · ${t('card.speed', { speed: speed.toFixed(speed < 10 ? 1 : 0) })}` : '';
  return `${bar(share)} ${place}${scored} · ${left}${pace}`;
}
