import type { Preferences } from '../runs/preferences/preferences.js';
import type { Job } from './scheduler.js';

/** The digest, when people want it. */
export const digestJob = (
  messages: { post(slot: Date): Promise<void> },
  preferences: Pick<Preferences, 'get'>,
): Job => ({
  name: 'digest',
  schedule: () => preferences.get().digest,
  run: (slot) => messages.post(slot),
});
