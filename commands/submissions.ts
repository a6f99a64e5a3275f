import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { submissionsView } from '../src/chat/views/submissions-view.js';
import { listSubmissions } from '../src/ensemble/list-submissions.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'submissions',
    description: 'What was made to be handed in, its public scores, and how many the day still takes',
  },
  defer: 'public',

  async execute(interaction, { runs, settings, texts }) {
    const list = listSubmissions(runs.store, settings.labmate);
    await answer(interaction, { embeds: [submissionsView(list, texts)] });
  },
} satisfies Command;
