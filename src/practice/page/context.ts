import type { APIMessage } from 'discord.js';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { DIRECT } from './discord-numbers.js';
import type { GuildView } from './guild-view.js';
import type { Place } from './place.js';
import type { Language, Strings } from './strings.js';

/** What every part of the page may need: what there is to see, in which words, and what a person can do. */
export type Guild = {
  view: GuildView;
  t: Strings;
  language: Language;
  /** Sends a typed line as a command or a message; false when the text must stay in the box. */
  sendLine: (channelId: string, line: string) => Promise<boolean>;
  press: (channelId: string, messageId: string, customId: string, values?: string[]) => void;
  submitModal: (fields: { custom_id: string; value: string }[]) => void;
  closeModal: () => void;
  /** Changes a message of one's own; false where that was refused. */
  editMessage: (message: APIMessage, content: string) => Promise<boolean>;
  deleteMessage: (message: APIMessage) => Promise<boolean>;
  dismiss: (id: string) => void;
  go: (place: Place) => void;
};

const GuildContext = createContext<Guild | undefined>(undefined);
export const GuildProvider = GuildContext.Provider;

export function useGuild(): Guild {
  const guild = useContext(GuildContext);
  if (!guild) throw new Error('useGuild outside of GuildProvider');
  return guild;
}

export function memberName(view: GuildView, id: string): string | undefined {
  return view.members.find((member) => member.id === id)?.name;
}

export function channelName(view: GuildView, id: string): string | undefined {
  const channel = view.channels.find((one) => one.id === id);
  if (channel?.type === DIRECT) return `@${channel.recipients?.[0]?.global_name ?? ''}`;
  return channel && 'name' in channel ? (channel.name ?? undefined) : undefined;
}
