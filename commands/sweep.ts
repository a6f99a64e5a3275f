import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command, Lab } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { may, memberOf } from '../src/chat/permissions.js';
import { suggestSettings } from '../src/chat/suggest-settings.js';
import { suggestSpaces, suggestSweeps } from '../src/chat/suggest-sweeps.js';
import { sweepMessage } from '../src/chat/sweep-messages.js';
import { checkOption } from '../src/runs/check-option.js';
import { runOptions } from '../src/runs/options.js';
import { INTENT_MAX } from '../src/runs/parse-options.js';
import type { Sweep } from '../src/runs/sweep/sweep.js';
import { endOptions, sweepOptions } from '../src/runs/sweep/sweep-options.js';
import { say } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

const text = (name: string, description: string, more: object = {}): APIApplicationCommandBasicOption => ({
  ...{ type: ApplicationCommandOptionType.String, name, description },
  ...more,
});
const { space, ...others } = sweepOptions;
const which = text('sweep', endOptions.sweep.description, { autocomplete: true });

/** One's own sweep, or everybody's for those who may (permissions.ts). */
function ownSweep(interaction: ChatInputCommandInteraction, { sweeps, preferences }: Lab): Sweep {
  const options = typedOptions(interaction);
  const sweep = sweeps.require(String(options.sweep ?? ''));
  const mayAll = may(memberOf(interaction), 'cancel', preferences.get().roles);
  if (sweep.author.id !== interaction.user.id && !mayAll)
    throw new UserError(
      'sweep.forbidden',
      say('sweepErrors.forbidden', { sweep: sweep.id, name: sweep.author.name }),
    );
  return sweep;
}

async function stop(interaction: ChatInputCommandInteraction, lab: Lab): Promise<void> {
  const sweep = ownSweep(interaction, lab);
  const now = checkOption('now', endOptions.now, typedOptions(interaction).now ?? false) === true;
  const content = lab.texts.say(await lab.sweeps.end(sweep, authorOf(interaction), { now }));
  await answer(interaction, { content });
}

async function resume(interaction: ChatInputCommandInteraction, lab: Lab): Promise<void> {
  const sweep = ownSweep(interaction, lab);
  await answer(interaction, {
    content: lab.texts.say(await lab.sweeps.resume(sweep, authorOf(interaction))),
  });
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'sweep',
    description: 'Try many settings, one run after the other',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'start',
        description: 'Start a sweep; its runs stay out of the channel, its end is told here',
        options: [
          text('space', space.description, {
            required: true,
            autocomplete: true,
            max_length: space.maxLength,
          }),
          ...Object.entries(others).map(([name, def]) => slashOption(name, def)),
          text('intent', 'Why: the question that the sweep should answer', { max_length: INTENT_MAX }),
          text('set', 'What all runs share, as name=value: model=ngram data=kote8', {
            ...{ autocomplete: true, max_length: 1000 },
          }),
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'status',
        description: 'How far a sweep is, its best runs, and a picture',
        options: [which],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'stop',
        description: 'Queue no more runs of a sweep',
        options: [{ ...which, required: true }, slashOption('now', endOptions.now)],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'resume',
        description: 'Go on with a sweep that halted after failures, or was stopped',
        options: [{ ...which, required: true }],
      },
    ],
  },
  needs: (_typed, subcommand) => (subcommand === 'status' ? 'view' : 'train'),
  defer: 'public',

  async execute(interaction, lab) {
    const { sweeps, texts } = lab;
    const options = typedOptions(interaction);
    if (interaction.options.getSubcommand() === 'stop') return stop(interaction, lab);
    if (interaction.options.getSubcommand() === 'resume') return resume(interaction, lab);
    const sweep =
      interaction.options.getSubcommand() === 'status'
        ? sweeps.require(String(options.sweep ?? ''))
        : await sweeps.submit(options, authorOf(interaction), { channelId: interaction.channelId });
    const { embeds, files } = await sweepMessage(sweep, sweeps, texts);
    await answer(interaction, { embeds, files });
  },

  autocomplete(interaction, { sweeps, texts }) {
    const { name, value } = interaction.options.getFocused(true);
    switch (name) {
      case 'set':
        return Promise.resolve(suggestSettings(value, runOptions, texts));
      case 'space':
        return Promise.resolve(suggestSpaces(value, texts));
      default:
        return Promise.resolve(suggestSweeps(value, sweeps.list(), texts));
    }
  },
} satisfies Command;
