import { useMemo, useState } from 'preact/hooks';
import { SheetDialog } from './sheet-dialog.js';
import { cellText } from './sheet-format.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Board } from './use-board.js';

/** More boxes than this help nobody, and take a while to draw. */
const VALUES_SHOWN = 300;

type Props = { board: Board; words: SheetStrings; column: number; close: () => void };

/** Which values of a column are to be seen, and its order. */
export function SheetFilterFields({ board, words, column, close }: Props) {
  const { model } = board;
  const { id, rows, frozen_rows } = model.tab;
  const first = Math.max(frozen_rows, (model.filterRow ?? -1) + 1);
  const values = useMemo(() => {
    const all = new Set(rows.slice(first).map((cells) => cellText(cells[column] ?? null)));
    return [...all].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  }, []);
  const shown = values.slice(0, VALUES_SHOWN);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(model.hiddenValues(column)));
  const toggle = (value: string): void => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    setHidden(next);
  };
  const act = (): void => {
    close();
    const hidden_values = hidden.size > 0 ? [...hidden] : null;
    board.run({ kind: 'filter', tab: id, from_row: first, column, hidden_values });
  };
  const sort = (descending: boolean) => (): void => {
    close();
    board.run({ kind: 'sort', tab: id, column, descending, from_row: first });
  };
  const name = model.text(Math.max(0, first - 1), column);
  return (
    <SheetDialog title={words.filterTitle(name)} close={close} ok={words.ok} cancel={words.cancel} act={act}>
      <div class="sheet-choices">
        <button type="button" class="button" onClick={sort(false)}>
          {words.sortUp}
        </button>
        <button type="button" class="button" onClick={sort(true)}>
          {words.sortDown}
        </button>
        <span class="spacer" />
        <button type="button" class="text-button" onClick={() => setHidden(new Set())}>
          {words.all}
        </button>
        <button type="button" class="text-button" onClick={() => setHidden(new Set(shown))}>
          {words.none}
        </button>
      </div>
      <div class="sheet-values">
        {shown.map((value) => (
          <label key={value} class="sheet-check">
            <input type="checkbox" checked={!hidden.has(value)} onChange={() => toggle(value)} />
            <span>{value === '' ? words.blank : value.slice(0, 120)}</span>
          </label>
        ))}
      </div>
      {values.length > shown.length && <p>{words.moreValues(values.length - shown.length)}</p>}
    </SheetDialog>
  );
}
