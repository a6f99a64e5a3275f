import { ApplicationCommandType } from 'discord.js';
import type { Command } from '../src/chat/command.js';
import { executeImport, importActions, importSubcommand } from '../src/chat/import-sheet.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'sheet',
    description: "The team's Google Sheet",
    options: [importSubcommand],
  },
  needs: 'train',
  defer: 'ephemeral',
  execute: executeImport,
  buttons: importActions,
} satisfies Command;
