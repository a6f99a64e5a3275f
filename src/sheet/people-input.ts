import { noteScore } from '../runs/note-score.js';
import type { Runs } from '../runs/runs.js';
import type { Said } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { PeopleInput } from './runs-tab/plan-row.js';

/** Nobody knows who of all that may write into the sheet it was. */
const THE_SHEET = { id: null, name: 'the sheet' };

/** Takes notes and public scores from the sheet into the runs; answers with why not, where one cannot be taken. */
export function peopleInput(
  runs: Runs,
  now: () => Date = () => new Date(),
): (input: PeopleInput) => Promise<Said | string | undefined> {
  return async ({ run, kind, text }) => {
    try {
      if (kind === 'note') await runs.store.update(run, { sheet_note: text });
      else await noteScore({ run, score: text }, THE_SHEET, runs, now());
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error.sentence;
      throw error;
    }
  };
}
