import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { queueView } from '../src/chat/views/queue-view.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'queue',
    description: 'What trains now and what waits',
  },
  defer: 'public',

  async execute(interaction, { runs, texts }) {
    await answer(interaction, { embeds: [queueView(runs.store.list(), texts)] });
  },
} satisfies Command;
