import {
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command, Lab } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { isOpen } from '../src/runs/run.js';
import { resultsOptions } from '../src/runs/options.js';
import { cancelRun } from '../src/queue/cancel-run.js';
import { say } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

/** One's own runs, or everybody's for those who may also remove messages. Server admins cannot change this. */
async function cancel(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  typed: string,
  { runs, queue, texts }: Lab,
): Promise<void> {
  const run = runs.require(typed);
  const mayCancelAll = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  if (run.author.id !== interaction.user.id && !mayCancelAll)
    throw new UserError(
      'cancel.forbidden',
      say('runErrors.cancel.forbidden', { run: run.id, name: run.author.name }),
    );
  await answer(interaction, {
    content: texts.say(await cancelRun(run, { runs, queue })),
    allowedMentions: { parse: [] },
  });
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'cancel',
    description: 'Stop a run, or take it out of the queue',
    options: [slashOption('run', resultsOptions.run, { required: true })],
  },
  defer: 'public',

  execute: (interaction, lab) => cancel(interaction, String(typedOptions(interaction).run ?? ''), lab),
  button: (interaction, argument, lab) => cancel(interaction, argument, lab),

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(
      suggestRuns(interaction.options.getFocused(), runs.store.list().filter(isOpen), texts),
    );
  },
} satisfies Command;
