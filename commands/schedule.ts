import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestNames } from '../src/chat/suggest.js';
import { tellChannel } from '../src/chat/tell-channel.js';
import { scheduleView } from '../src/chat/views/schedule-view.js';
import { parseSchedule, scheduleOptions } from '../src/runs/preferences/schedule-options.js';
import { nextDue } from '../src/schedule/next-due.js';

const EXAMPLES: Record<string, readonly string[]> = {
  night: ['22:00-08:00', '23:00-07:00', 'off'],
  digest: ['9:00', '0 9 * * 1-5', 'off'],
};

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'schedule',
    description: 'The night window for low-priority runs, and when the digest comes',
    options: Object.entries(scheduleOptions).map(([name, def]) =>
      slashOption(name, def, { suggested: true }),
    ),
  },
  needs: (typed) => (Object.keys(typed).length > 0 ? 'admin' : 'view'),
  defer: 'ephemeral',

  async execute(interaction, lab) {
    const { preferences, runs, texts } = lab;
    const { change, told } = parseSchedule(typedOptions(interaction), preferences.get());
    if (told.length > 0) await preferences.change(change);
    const chosen = preferences.get();
    const held = runs.waiting().filter(({ when }) => when === 'night').length;
    const next = chosen.digest === null ? undefined : nextDue(chosen.digest, chosen.timezone);
    await answer(interaction, { embeds: [scheduleView(chosen, { held, next }, texts)] });
    if (told.length > 0)
      await tellChannel(interaction, ({ t }) => told.map((one) => t('settings.change', one)), lab);
  },

  autocomplete(interaction) {
    const { name, value } = interaction.options.getFocused(true);
    const typed = value.trim() === '' ? [] : [value];
    const examples = [...typed, ...(EXAMPLES[name] ?? [])];
    return Promise.resolve(suggestNames(value, Object.fromEntries(examples.map((one) => [one, '']))));
  },
} satisfies Command;
