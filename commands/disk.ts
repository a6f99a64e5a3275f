import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { ASK, askMessage, diskMessage, FREE } from '../src/chat/disk-messages.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { diskOptions } from '../src/disk/disk-options.js';
import { sayFreed } from '../src/disk/say-freed.js';
import { checkOption } from '../src/runs/check-option.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'disk',
    description: 'What takes space, and freeing it from old checkpoints',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: 'What takes space, and what the rule would free',
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'free',
        description: 'Remove the checkpoints that the rule gives up; it asks first',
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'keep',
        description: "Keep a run's checkpoint whatever the rule says",
        options: [
          slashOption('run', diskOptions.run, { required: true }),
          slashOption('undo', diskOptions.undo),
        ],
      },
    ],
  },
  needs: (_typed, subcommand) => (subcommand === 'show' ? 'view' : 'train'),
  defer: 'public',

  async execute(interaction, { disk, runs, texts }) {
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === 'show') return answer(interaction, await diskMessage(disk, texts));
    if (subcommand === 'free') return answer(interaction, await askMessage(disk, texts));
    const options = typedOptions(interaction);
    const undo = checkOption('undo', diskOptions.undo, options.undo ?? false) === true;
    await answer(interaction, {
      content: texts.say(await disk.pin(runs.require(String(options.run ?? '')), !undo)),
    });
  },

  /** Everybody may: what goes is what the rule would take by itself. */
  buttons: {
    [ASK]: {
      defer: 'ephemeral',
      press: async (interaction, _rule, { disk, texts }) =>
        answer(interaction, await askMessage(disk, texts)),
    },
    [FREE]: {
      defer: 'ephemeral',
      async press(interaction, _rule, { disk, texts }) {
        const freed = await disk.free();
        await answer(interaction, { content: sayFreed(freed, await disk.space(), texts) });
      },
    },
  },

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.store.list(), texts));
  },
} satisfies Command;
