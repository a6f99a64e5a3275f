import { toTold } from '../texts/stored.js';
import type { Said } from '../texts/texts.js';
import type { Events } from './event-log.js';

/** Something that people should know of how a run trains: an event for the channel, and a line in the log. */
export function tellNote(events: Events, note: Said): void {
  const told = toTold(note);
  events.write({ type: 'note', time: new Date().toISOString(), ...told });
  console.log(told.message);
}
