import type { Texts } from '../../texts/texts.js';
import { type SheetFailure, troubleSentence } from '../google/sheet-failure.js';

/** Why the sheet is behind, and the cure: what passes by itself, or what somebody has to do. */
export function sayFailure(failure: SheetFailure, account: string | undefined, texts: Texts): string {
  if (failure.kind !== 'busy') return troubleSentence(failure, account, texts);
  const status = failure.status ? ` (${failure.status})` : '';
  return texts.t('sheetCommand.busy', { message: failure.message.replace(/[.\s]+$/, ''), status });
}
