import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { filledLine } from '../../runs/filled-defaults.js';
import { fromLine } from '../../runs/from-line.js';
import { judgedOn } from '../../runs/parts.js';
import { partsLine } from '../../runs/parts-line.js';
import { progressPlace } from '../../runs/progress-place.js';
import { isOpen, type Run } from '../../runs/run.js';
import { fitEmbed, plain } from '../limits.js';
import { bar, duration, headline, score, STATE_COLOUR, STATE_ICON, who } from './format.js';

type Progress = NonNullable<Run['progress']>;
type Row = APIActionRowComponent<APIButtonComponent>;

/**
 * A run at a glance: what, why, how far. The message that shows it follows the run. `base` is the run that it was begun
 * from.
 */
export function runCard(run: Run, base?: Run): { embeds: APIEmbed[]; components: Row[] } {
  const embed: APIEmbed = {
    color: STATE_COLOUR[run.state],
    title: `${STATE_ICON[run.state]} Run ${run.id} · ${run.spec.loss} on ${run.spec.model} · ${run.state}`,
    description: [intentLine(run, base), statusLine(run), run.note && `⚠️ ${run.note}`]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: 'Started by', value: who(run), inline: true },
      {
        name: 'Spec',
        value: [`\`${headline(run.spec)}\``, plain(filledLine(run))].filter(Boolean).join('\n'),
      },
    ],
    timestamp: run.created_at,
  };
  return { embeds: [fitEmbed(embed)], components: isOpen(run) ? [cancelRow(run)] : [] };
}

/** The custom id of a button names what it does and to which run: it works after a restart, too. */
const cancelRow = (run: Run): Row => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: 'Cancel',
      custom_id: `cancel:${run.id}`,
    },
  ],
});

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
      return progress
        ? progressLine(progress, judgedOn(run.spec))
        : `${bar(0)} epoch 1/${run.spec.epochs} · starting`;
    case 'done':
      return run.result ? doneLine(run, run.result) : '';
    case 'failed':
    case 'cancelled':
      return run.failure?.message ?? '';
  }
}

function doneLine({ spec }: Run, result: NonNullable<Run['result']>): string {
  const { dev, best_epoch, seconds, slow, spread } = result;
  const at = spread ? '' : ` at epoch ${best_epoch}`;
  const parts = spread ? `\n${partsLine(spec, result)}` : '';
  return `${bar(1)} dev micro-F1 **${score(dev.micro_f1)}**${at} · ${duration(seconds)}${slow ? ' · slow engine' : ''}${parts}`;
}

function progressLine(progress: Progress, judged: 'dev' | 'held-out'): string {
  const { share, part = 1, parts = 1, epochs, micro_f1, best_micro_f1, seconds_left } = progress;
  const ofPart = share * parts - (part - 1);
  const epoch = Math.min(epochs, Math.max(1, Math.ceil(ofPart * epochs - 1e-9)));
  const scored =
    micro_f1 === null || best_micro_f1 === null
      ? ''
      : ` · ${judged} micro-F1 **${score(micro_f1)}** (best ${score(best_micro_f1)})`;
  return `${bar(share)} ${progressPlace({ ...progress, epoch })}${scored} · ${duration(seconds_left)} left`;
}
