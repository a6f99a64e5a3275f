import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { helpView } from '../src/chat/views/help-view.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What Labmate can do, with examples',
  },
  defer: 'ephemeral',

  async execute(interaction, { commands, settings, texts }) {
    await answer(interaction, { embeds: [helpView([...commands.values()], settings, texts)] });
  },
} satisfies Command;
