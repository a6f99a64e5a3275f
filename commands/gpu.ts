import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { readHostLoad } from '../src/chat/host-load.js';
import { gpuView } from '../src/chat/views/gpu-view.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'gpu',
    description: 'The machine that trains: GPUs or CPU, memory, and what trains on it',
  },
  defer: 'public',

  async execute(interaction, { runs, texts }) {
    await answer(interaction, { embeds: [gpuView(await readHostLoad(), runs.store.list(), texts)] });
  },
} satisfies Command;
