import type { APIEmbed } from 'discord.js';
import { fromLine } from '../../runs/from-line.js';
import type { Run } from '../../runs/run.js';
import { fitEmbed, plain } from '../limits.js';
import { bar, duration, headline, score, STATE_COLOUR, STATE_ICON, who } from './format.js';

type Progress = NonNullable<Run['progress']>;

/**
 * A run at a glance: what, why, how far. The message that shows it follows the run. `base` is the run that it was begun
 * from.
 */
export function runCard(run: Run, base?: Run): { embeds: APIEmbed[] } {
  const embed: APIEmbed = {
    color: STATE_COLOUR[run.state],
    title: `${STATE_ICON[run.state]} Run ${run.id} · ${run.spec.loss} on ${run.spec.model} · ${run.state}`,
    description: [intentLine(run, base), statusLine(run), run.note && `⚠️ ${run.note}`]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: 'Started by', value: who(run), inline: true },
      { name: 'Spec', value: `\`${headline(run.spec)}\`` },
    ],
    timestamp: run.created_at,
  };
  return { embeds: [fitEmbed(embed)] };
}

/** Why the run was started, and what it was begun from. */
export function intentLine(run: Run, base?: Run): string {
  const why = run.intent ? `> ${plain(run.intent).replaceAll('\n', '\n> ')}` : '';
  const from = fromLine(run, base);
  return [why, from && `↪ ${plain(from)}`].filter(Boolean).join('\n');
}

function statusLine(run: Run): string {
  const { progress } = run;
  switch (run.state) {
    case 'queued':
      return run.attempts > 0
        ? (run.interruption ?? 'Waiting again: Labmate stopped while it trained.')
        : 'Waiting for a free slot.';
    case 'running':
      if (progress?.doing) return `${bar(0)} ${plain(progress.doing)}`;
      return progress ? progressLine(progress) : `${bar(0)} epoch 1/${run.spec.epochs} · starting`;
    case 'done':
      return run.result
        ? `${bar(1)} dev micro-F1 **${score(run.result.dev.micro_f1)}** at epoch ${run.result.best_epoch} · ${duration(run.result.seconds)}${run.result.slow ? ' · slow engine' : ''}`
        : '';
    case 'failed':
    case 'cancelled':
      return run.failure?.message ?? '';
  }
}

function progressLine({ share, epochs, micro_f1, best_micro_f1, seconds_left }: Progress): string {
  const epoch = Math.min(epochs, Math.max(1, Math.ceil(share * epochs - 1e-9)));
  const scored =
    micro_f1 === null || best_micro_f1 === null
      ? ''
      : ` · dev micro-F1 **${score(micro_f1)}** (best ${score(best_micro_f1)})`;
  return `${bar(share)} epoch ${epoch}/${epochs}${scored} · ${duration(seconds_left)} left`;
}
