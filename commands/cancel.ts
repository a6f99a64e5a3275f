import { ApplicationCommandType, type ButtonInteraction, type ChatInputCommandInteraction } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command, Lab } from '../src/chat/command.js';
import { mayCancel } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { isOpen } from '../src/runs/run.js';
import { resultsOptions } from '../src/runs/options.js';
import { cancelRun } from '../src/queue/cancel-run.js';
import { UserError } from '../src/user-error.js';

async function cancel(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  typed: string,
  { runs, queue }: Lab,
): Promise<void> {
  const run = runs.require(typed);
  if (!mayCancel(interaction, run))
    throw new UserError(
      'cancel.forbidden',
      `Run ${run.id} is ${run.author.name}'s. Ask them, or someone who may manage messages here.`,
    );
  await answer(interaction, {
    content: await cancelRun(run, { runs, queue }),
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
  buttons: {
    cancel: { defer: 'ephemeral', press: (interaction, argument, lab) => cancel(interaction, argument, lab) },
  },

  autocomplete(interaction, { runs }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.store.list().filter(isOpen)));
  },
} satisfies Command;
