import type { Interaction } from 'discord.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Command } from './command.js';
import { checkChannel, checkNeed, needOf } from './permissions.js';

/** Who may do what, and where: asked before an interaction is acknowledged, so that only who asked reads the answer. */
export class Gate {
  readonly #preferences: Pick<Preferences, 'get'>;
  readonly #channelId: string;

  constructor({ preferences, channelId }: { preferences: Pick<Preferences, 'get'>; channelId: string }) {
    this.#preferences = preferences;
    this.#channelId = channelId;
  }

  /** @throws UserError `permission.…` in the words of whoever asked */
  check(interaction: Interaction, command: Command): void {
    const chosen = this.#preferences.get();
    // A button is where the bot put it.
    if (!interaction.isMessageComponent()) checkChannel(interaction, this.#channelId, chosen);
    checkNeed(interaction, needOf(command, interaction), chosen);
  }

  allows(interaction: Interaction, command: Command): boolean {
    try {
      this.check(interaction, command);
      return true;
    } catch {
      return false;
    }
  }
}
