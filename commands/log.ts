import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { meantRun } from '../src/chat/run-of-channel.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { refuseImported } from '../src/runs/imported.js';
import { resultsOptions } from '../src/runs/options.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'log',
    description: "The end of a run's log; of one that trains, live in its thread",
    options: [slashOption('run', resultsOptions.run)],
  },
  defer: 'ephemeral',

  async execute(interaction, { runs, logs, texts }) {
    const run = meantRun(typedOptions(interaction).run, interaction, runs);
    refuseImported(run);
    const thread = await logs.follow(run);
    if (thread === undefined) await answer(interaction, await logs.look(run));
    else await answer(interaction, { content: texts.t('log.live', { thread }) });
  },

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.store.list(), texts));
  },
} satisfies Command;
