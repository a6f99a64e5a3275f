import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import type { AuditEntry } from '../audit/audit-log.js';
import { UserError } from '../user-error.js';
import { authorOf } from './author-of.js';
import { typedOptions } from './options.js';

/** What people do that is answered. */
export type Answerable =
  | ButtonInteraction
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction;

/** What the audit log says of an interaction: of an error, its stable name. Texts of forms are not in it. */
export function auditEntry(interaction: Answerable, error?: unknown): Omit<AuditEntry, 'at'> {
  const outcome =
    error === undefined
      ? { outcome: 'done' as const }
      : error instanceof UserError
        ? { outcome: 'refused' as const, why: error.identifier }
        : { outcome: 'failed' as const, why: error instanceof Error ? error.name : 'error' };
  const by = authorOf(interaction);
  if (interaction.isButton())
    return { by, via: 'discord', what: `button ${interaction.customId}`, options: {}, ...outcome };
  if (interaction.isModalSubmit())
    return { by, via: 'discord', what: `form ${interaction.customId}`, options: {}, ...outcome };
  if (interaction.isMessageContextMenuCommand())
    return { by, via: 'discord', what: `menu ${interaction.commandName}`, options: {}, ...outcome };
  const words = [interaction.commandName, interaction.options.getSubcommand(false)];
  return {
    by,
    via: 'discord',
    what: words.filter(Boolean).join(' '),
    options: typedOptions(interaction),
    ...outcome,
  };
}
