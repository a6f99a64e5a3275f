import { ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { missingPermissions } from '../src/chat/bot-permissions.js';
import type { Command } from '../src/chat/command.js';
import { runDoctor } from '../src/chat/run-doctor.js';
import { doctorView } from '../src/chat/views/doctor-view.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'doctor',
    description: 'What is set up, what is not, and what to do about it',
    // Who else sees it is the server's to say; permissions.ts checks all the same.
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  },
  needs: 'admin',
  defer: 'ephemeral',

  async execute(interaction, { preferences, channelId, texts }) {
    const { results_channel, channels } = preferences.get();
    const ids = new Set([channelId, ...channels, ...(results_channel === null ? [] : [results_channel])]);
    const missing = await Promise.all(
      [...ids].map(async (id) => ({
        channelId: id,
        names: (await missingPermissions(interaction.client, id))?.map((name) =>
          texts.t(`rights.names.${name}`),
        ),
      })),
    );
    await answer(interaction, { embeds: [doctorView(await runDoctor(), missing, texts)] });
  },
} satisfies Command;
