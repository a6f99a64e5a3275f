import type { Texts } from '../texts/texts.js';
import type { SheetMemory } from './memory/sheet-memory.js';
import type { PeopleInput } from './runs-tab/plan-row.js';
import type { RunsTab } from './runs-tab/runs-tab.js';
import type { SheetProjectionOptions } from './sheet-projection-options.js';

/** What people typed goes to whoever knows what it means; what cannot be taken is explained in the cell's note. */
export async function takeInput(
  input: readonly PeopleInput[],
  onInput: NonNullable<SheetProjectionOptions['onInput']>,
  { memory, tab, texts }: { memory: SheetMemory; tab: RunsTab; texts: Texts },
): Promise<void> {
  const refused: { row: number; column: number; text: string }[] = [];
  for (const one of input) {
    const why = await onInput(one);
    const key = one.kind === 'score' ? 'public' : 'notes';
    memory.seen.set(one.run, key, one.hash, why === undefined);
    if (why !== undefined) {
      const text = texts.t('sheet.not_taken', { why }).replaceAll('`', '');
      refused.push({ row: one.row, column: one.column, text });
    }
  }
  await tab.explain(refused);
  await memory.save();
}
