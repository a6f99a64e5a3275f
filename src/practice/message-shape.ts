import type { APIEmbed, APIMessage, APIMessageTopLevelComponent } from 'discord.js';
import { MessageFlags } from 'discord.js';
import type { MessageBody } from './limits/message-schema.js';

/** Flags that a sender may set; the rest is Discord's own business. */
export const SENDERS_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.Ephemeral;

export const isEphemeral = ({ flags }: APIMessage): boolean => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

type Filling = {
  content?: string | null | undefined;
  embeds?: unknown[] | null | undefined;
  components?: unknown[] | null | undefined;
};

/** Whether there would be nothing to see (error 50006). */
export function isEmpty({ content, embeds, components }: Filling, files: number): boolean {
  return !content?.trim() && !embeds?.length && !components?.length && files === 0;
}

// The schemas in limits/ are Discord's own rules, so what passed them has the shape of its types.
export const toEmbeds = (embeds: MessageBody['embeds']): APIEmbed[] =>
  (embeds ?? []).map((embed) => ({ ...embed, type: 'rich' }) as APIEmbed);

export const toComponents = (components: MessageBody['components']): APIMessageTopLevelComponent[] =>
  (components ?? []) as APIMessageTopLevelComponent[];
