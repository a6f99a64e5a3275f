import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns, suggestSubmissions } from '../src/chat/suggest.js';
import { isImported } from '../src/runs/imported.js';
import { isDone } from '../src/runs/leaderboard.js';
import { noteScore, sayNoted } from '../src/runs/note-score.js';
import { resultsOptions } from '../src/runs/options.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'score',
    description: "Note the leaderboard's score of a run or a submission",
    options: [
      slashOption('score', resultsOptions.score, { required: true }),
      slashOption('run', resultsOptions.run),
      slashOption('submission', resultsOptions.submission),
    ],
  },
  needs: 'train',
  defer: 'public',

  async execute(interaction, { runs, texts }) {
    const noted = await noteScore(typedOptions(interaction), authorOf(interaction), runs);
    await answer(interaction, { content: sayNoted(noted, texts) });
  },

  autocomplete(interaction, { runs: { store }, texts }) {
    const { name, value } = interaction.options.getFocused(true);
    return Promise.resolve(
      name === 'submission'
        ? suggestSubmissions(value, store.submissions(), texts)
        : suggestRuns(
            value,
            store.list().filter((run) => isDone(run) || isImported(run)),
            texts,
          ),
    );
  },
} satisfies Command;
