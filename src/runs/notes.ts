import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { parseIntent } from './parse-options.js';
import type { Author, Note, Run } from './run.js';
import type { Runs } from './runs.js';

export const NOTE_MAX = 1000;

/**
 * Adds a note to a run, whoever's it is.
 * @param url of the message that it was taken from
 * @throws UserError `note.text` for one that is empty or too long
 */
export async function addNote(
  run: Run,
  { text, url }: { text: string; url?: string | undefined },
  author: Author,
  { store }: Pick<Runs, 'store'>,
  now = new Date(),
): Promise<Run> {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > NOTE_MAX)
    throw new UserError('note.text', say('notes.length', { max: NOTE_MAX, length: trimmed.length }));
  const note: Note = { text: trimmed, author, at: now.toISOString(), ...(url === undefined ? {} : { url }) };
  return store.update(run.id, { notes: [...run.notes, note] });
}

/**
 * Gives a run another question. The one that it had stays among its notes.
 * @throws UserError `intent.long` | `intent.empty`
 */
export async function changeIntent(
  run: Run,
  typed: string,
  author: Author,
  { store }: Pick<Runs, 'store'>,
  now = new Date(),
): Promise<Run> {
  const intent = parseIntent(typed);
  if (intent === '') throw new UserError('intent.empty', say('notes.ask', { run: run.id }));
  if (intent === run.intent) return run;
  const before: Note[] =
    run.intent === '' ? [] : [{ text: run.intent, was: 'intent', author, at: now.toISOString() }];
  return store.update(run.id, { intent, notes: [...run.notes, ...before] });
}
