import type { APIEmbed } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import type { Command } from '../command.js';
import { fitEmbed } from '../limits.js';

const EXAMPLES = [
  '/train',
  '/train loss:asl lr:3e-5 epochs:30 intent:"does ASL help rare emotions?"',
  '/results best',
  '/results show run:3',
  '/ensemble top:5',
  '/data data:kote8',
];

/** The commands, three things to type, and what the losses are. */
export function helpView(commands: readonly Command[], { models, labmate }: Settings): APIEmbed {
  return fitEmbed({
    color: 0x5865f2,
    title: 'Labmate: experiments in this channel',
    description:
      'Queue a training run with `/train` and say why with `intent`. The run gets a card that follows it, a thread to talk about it, a row in the sheet, and its result here.',
    fields: [
      {
        name: 'Commands',
        value: commands.map(({ data }) => `**/${data.name}** ${data.description}`).join('\n'),
      },
      { name: 'Try', value: EXAMPLES.map((line) => `\`${line}\``).join('\n') },
      {
        name: 'Models',
        value: modelLines(models, labmate.defaults.model).join('\n'),
      },
      {
        name: 'Losses',
        value: [
          '**bce** binary cross-entropy, each emotion by itself',
          '**asl** asymmetric loss (Ridnik et al. 2021): easy negatives count less; `gamma_neg`, `gamma_pos`, `clip`',
          '**apl** asymmetric polynomial loss (Huang et al. 2023): ASL with polynomial terms; the same three options',
          '**focal** focal loss (Lin et al. 2017): easy entries count less; `gamma`, `alpha` (in `set`)',
          "**asl_oneonlee** the ASL of oneonlee's entry to the task: bounded, without a margin; `gamma_neg`, `gamma_pos`",
        ].join('\n'),
      },
    ],
  });
}

/** Models from scratch with what they are; checkpoints by name, since there are many. */
function modelLines(models: Settings['models'], usual: string): string[] {
  const entries = Object.entries(models);
  const fromScratch = entries.filter(([, { kind }]) => kind !== 'checkpoint');
  const checkpoints = entries.filter(([, { kind }]) => kind === 'checkpoint').map(([name]) => `**${name}**`);
  return [
    ...fromScratch.map(
      ([name, { description }]) => `**${name}** ${description}${name === usual ? ' (default)' : ''}`,
    ),
    ...(checkpoints.length > 0
      ? [
          `Pre-trained: ${checkpoints.join(', ')}, any encoder of the hub as \`model:owner/name\`, or a folder`,
        ]
      : []),
  ];
}
