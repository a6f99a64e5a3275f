import type { LabmateConfig } from '../../config/labmate-config.js';
import type { Language } from '../../texts/language.js';
import type { RunStore } from '../run-store.js';
import type { MentionChoice, StoredPreferences } from './preferences-data.js';

/** What counts now: what people chose, else what configs/labmate.yaml says. */
export type Effective = Omit<StoredPreferences, 'language' | 'timezone'> & {
  language: Language;
  timezone: string;
};

/** What people set in the channel or a terminal; kept in the store. */
export class Preferences {
  readonly #store: Pick<RunStore, 'preferences' | 'savePreferences'>;
  readonly #config: Pick<LabmateConfig, 'language' | 'schedule'>;
  readonly #listeners = new Set<() => void>();

  constructor(
    store: Pick<RunStore, 'preferences' | 'savePreferences'>,
    config: Pick<LabmateConfig, 'language' | 'schedule'>,
  ) {
    this.#store = store;
    this.#config = config;
  }

  get(): Effective {
    const stored = this.#store.preferences();
    return {
      ...stored,
      language: stored.language ?? this.#config.language,
      timezone: stored.timezone ?? this.#config.schedule.timezone,
    };
  }

  /** `null`: somebody at a terminal, whom Discord cannot mention. */
  mentionOf(personId: string | null): MentionChoice {
    return personId === null ? 'off' : (this.#store.preferences().mentions[personId] ?? 'on');
  }

  /** Resolves when the change is on the disk; it counts from now on. */
  async change(change: Partial<StoredPreferences>): Promise<void> {
    try {
      await this.#store.savePreferences({ ...this.#store.preferences(), ...change });
    } finally {
      for (const listener of this.#listeners) listener();
    }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
