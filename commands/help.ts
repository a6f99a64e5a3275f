import { ApplicationCommandType } from 'discord.js';
import type { Command } from '../src/chat/command.js';
import { helpView } from '../src/chat/views/help-view.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What Labmate can do, with examples',
  },
  defer: 'ephemeral',

  async execute(interaction, { commands, settings }) {
    await interaction.editReply({ embeds: [helpView([...commands.values()], settings)] });
  },
} satisfies Command;
