import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { aboutOption } from '../src/chat/localise.js';
import { suggestNames } from '../src/chat/suggest.js';
import { helpView } from '../src/chat/views/help-view.js';
import { optionView } from '../src/chat/views/option-view.js';
import { explainedOptions, explainOption } from '../src/runs/explain-option.js';
import type { Texts } from '../src/texts/texts.js';

const aboutsIn = (texts: Texts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(explainedOptions).map(([name, { description }]) => [
      name,
      aboutOption(name, description, texts),
    ]),
  );

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What Labmate can do, with examples; or what one option of a run is',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'option',
        description:
          'An option of /train: what it may be, its defaults by size of model, where it comes from',
        autocomplete: true,
        max_length: 60,
      },
    ],
  },
  defer: 'ephemeral',

  async execute(interaction, { commands, settings, texts }) {
    const option = interaction.options.getString('option');
    const embed =
      option === null
        ? helpView([...commands.values()], settings, texts)
        : optionView(explainOption(option, settings, texts), texts);
    await answer(interaction, { embeds: [embed] });
  },

  autocomplete(interaction, { texts }) {
    return Promise.resolve(suggestNames(interaction.options.getFocused(), aboutsIn(texts)));
  },
} satisfies Command;
