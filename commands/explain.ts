import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { explainMessage } from '../src/chat/explain-message.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestExplained } from '../src/chat/suggest-explained.js';
import { checkOption } from '../src/runs/check-option.js';
import { findExplained } from '../src/runs/explain/explain.js';
import { explainOptions, lossLines } from '../src/runs/explain/loss-lines.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'explain',
    description: 'What an option, a loss or a metric is, with its paper; losses with a picture',
    options: Object.entries(explainOptions).map(([name, def]) =>
      slashOption(name, def, name === 'what' ? { required: true, suggested: true } : {}),
    ),
  },
  defer: 'ephemeral',

  async execute(interaction, { texts }) {
    const options = typedOptions(interaction);
    const name = findExplained(String(checkOption('what', explainOptions.what, options.what ?? '')));
    await answer(interaction, await explainMessage(name, lossLines(name, options), texts));
  },

  autocomplete(interaction, { texts }) {
    return Promise.resolve(suggestExplained(interaction.options.getFocused(), texts));
  },
} satisfies Command;
