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
    throw new UserError(
      'note.text',
      `A note has 1 to ${NOTE_MAX} characters; this one has ${trimmed.length}. Longer texts can go into the run's thread.`,
    );
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
  if (intent === '')
    throw new UserError(
      'intent.empty',
      `What is the question that run ${run.id} should answer? Type it as text, for example \`intent run:${run.id} text:"does ASL help rare emotions?"\`.`,
    );
  if (intent === run.intent) return run;
  const before: Note[] =
    run.intent === '' ? [] : [{ text: `The intent was: ${run.intent}`, author, at: now.toISOString() }];
  return store.update(run.id, { intent, notes: [...run.notes, ...before] });
}
