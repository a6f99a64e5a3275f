import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { leaderboard } from '../src/chat/views/leaderboard-view.js';
import { runCard } from '../src/chat/views/run-card.js';
import { resultEmbed } from '../src/chat/views/run-result.js';
import { checkOption } from '../src/runs/check-option.js';
import { isDone, rankLatest } from '../src/runs/leaderboard.js';
import { resultsOptions } from '../src/runs/options.js';
import { UserError } from '../src/user-error.js';

const SHOWN = 10;

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'results',
    description: 'What the runs scored',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'best',
        description: 'The best runs by dev micro-F1, best first',
        options: [slashOption('top', resultsOptions.top)],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: 'Everything about one run',
        options: [slashOption('run', resultsOptions.run, { required: true })],
      },
    ],
  },
  defer: 'public',

  async execute(interaction, { runs }) {
    const options = typedOptions(interaction);
    if (interaction.options.getSubcommand() === 'show') {
      const run = runs.require(String(options.run ?? ''));
      const base = runs.base(run);
      const embeds = isDone(run) ? [resultEmbed(run, base)] : runCard(run, base).embeds;
      await answer(interaction, { embeds });
      return;
    }
    const top = Number(checkOption('top', resultsOptions.top, options.top ?? SHOWN));
    const ranked = rankLatest(runs.store.list());
    if (ranked.length === 0)
      throw new UserError(
        'results.none',
        'No run has finished yet. Start one with `/train`, or see `/queue`.',
      );
    await answer(interaction, { embeds: [leaderboard(ranked.slice(0, top), ranked.length)] });
  },

  autocomplete(interaction, { runs }) {
    const { name, value } = interaction.options.getFocused(true);
    return Promise.resolve(name === 'run' ? suggestRuns(value, runs.store.list()) : []);
  },
} satisfies Command;
