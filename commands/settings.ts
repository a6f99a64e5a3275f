import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestNames } from '../src/chat/suggest.js';
import { tellChannel } from '../src/chat/tell-channel.js';
import { auditView } from '../src/chat/views/audit-view.js';
import { changeLine, settingsView } from '../src/chat/views/settings-view.js';
import { checkOption } from '../src/runs/check-option.js';
import { parseSettings } from '../src/runs/preferences/parse-settings.js';
import {
  needOfSettings,
  type SettingName,
  settingsOptions,
} from '../src/runs/preferences/settings-options.js';

const TEXT_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

function field(name: SettingName): APIApplicationCommandBasicOption {
  const { description } = settingsOptions[name];
  if (name === 'add_channel' || name === 'remove_channel')
    return {
      ...{ type: ApplicationCommandOptionType.Channel, name, description },
      channel_types: [...TEXT_CHANNELS],
    };
  if (name === 'add_role' || name === 'remove_role')
    return { type: ApplicationCommandOptionType.Role, name, description };
  // A field for channels could not be emptied again.
  const suggested = name === 'timezone' || name === 'results_channel';
  return slashOption(name, settingsOptions[name], { suggested });
}

/** Zones that teams live in; any other can be typed. */
const ZONES = Intl.supportedValuesOf('timeZone');

// No default_member_permissions: everyone chooses their own mentions here. What else may be changed is for those whom
// permissions.ts lets.
export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'settings',
    description: 'What is set, and what it means; mention is your own choice',
    options: (Object.keys(settingsOptions) as SettingName[]).map(field),
  },
  needs: (typed) => needOfSettings(Object.keys(typed)),
  defer: 'ephemeral',

  async execute(interaction, lab) {
    const { preferences, audit, channelId: own, texts } = lab;
    const { audit: count, ...typed } = typedOptions(interaction);
    if (count !== undefined) {
      const last = await audit.last(Number(checkOption('audit', settingsOptions.audit, count)));
      await answer(interaction, { embeds: [auditView(last, texts)] });
      return;
    }
    const { change, told } = parseSettings(typed, preferences.get(), interaction.user.id);
    if (told.length > 0) await preferences.change(change);
    const mention = preferences.mentionOf(interaction.user.id);
    await answer(interaction, { embeds: [settingsView(preferences.get(), { mention, own, told }, texts)] });
    const forAll = told.filter(({ name }) => name !== 'mention');
    if (forAll.length > 0)
      await tellChannel(interaction, (theirs) => forAll.map((one) => changeLine(one, theirs)), lab);
  },

  autocomplete(interaction) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'timezone')
      return Promise.resolve(suggestNames(value, Object.fromEntries(ZONES.map((zone) => [zone, '']))));
    if (name !== 'results_channel') return Promise.resolve([]);
    const channels = interaction.guild?.channels.cache.filter(({ type }) => type === ChannelType.GuildText);
    const named = [...(channels?.values() ?? [])].map(({ id, name: called }) => ({
      name: `#${called}`,
      value: id,
    }));
    return Promise.resolve(
      [{ name: 'none', value: 'none' }, ...named].filter((one) => one.name.includes(value.toLowerCase())),
    );
  },
} satisfies Command;
