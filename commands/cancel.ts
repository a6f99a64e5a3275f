import { ApplicationCommandType, type ButtonInteraction, type ChatInputCommandInteraction } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command, Lab } from '../src/chat/command.js';
import { mayCancel } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRunList } from '../src/chat/suggest.js';
import { cancelOptions, cancelSeveral, runsToCancel } from '../src/queue/cancel-several.js';
import type { RawOptions } from '../src/runs/check-option.js';
import { isOpen } from '../src/runs/run.js';
import { say } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

async function cancel(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  typed: RawOptions,
  { runs, queue, preferences, texts }: Lab,
): Promise<void> {
  const wanted = runsToCancel(typed, ({ author }) => author.id === interaction.user.id, runs);
  const others = wanted.find((run) => !mayCancel(interaction, run, preferences));
  if (others)
    throw new UserError(
      'cancel.forbidden',
      say('runErrors.cancel.forbidden', { run: others.id, name: others.author.name }),
    );
  const cancelled = await cancelSeveral(wanted, { runs, queue });
  await answer(interaction, {
    content: cancelled.map(({ said }) => texts.say(said)).join('\n'),
    allowedMentions: { parse: [] },
  });
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'cancel',
    description: 'Stop runs, or take them out of the queue',
    options: [slashOption('run', cancelOptions.run), slashOption('all', cancelOptions.all)],
  },
  needs: 'train',
  defer: 'public',

  execute: (interaction, lab) => cancel(interaction, typedOptions(interaction), lab),
  buttons: {
    cancel: { defer: 'ephemeral', press: (interaction, run, lab) => cancel(interaction, { run }, lab) },
  },

  autocomplete(interaction, { runs, texts }) {
    const open = runs.store.list().filter(isOpen);
    return Promise.resolve(suggestRunList(interaction.options.getFocused(), open, texts));
  },
} satisfies Command;
