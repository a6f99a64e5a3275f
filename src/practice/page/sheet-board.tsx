import { useMemo, useRef } from 'preact/hooks';
import type { SheetBookView } from '../sheet-protocol.js';
import { SheetBar } from './sheet-bar.js';
import { SheetDialogs } from './sheet-dialogs.js';
import { SheetGrid } from './sheet-grid.js';
import { SheetMenu } from './sheet-menu.js';
import { sheetModel } from './sheet-model.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Strings } from './strings.js';
import { useBoard } from './use-board.js';
import type { Sheet } from './use-sheet.js';

type Props = { sheet: Sheet; book: SheetBookView; t: Strings; words: SheetStrings };

/** One tab of the spreadsheet, with all that can be done in it. */
export function SheetBoard({ sheet, book, t, words }: Props) {
  const { tab } = book;
  const frame = useRef<HTMLDivElement>(null);
  const model = useMemo(() => sheetModel(tab, Math.min(600, window.innerWidth * 0.45)), [tab]);
  const board = useBoard(sheet, model);
  const back = (): void =>
    frame.current?.querySelector<HTMLElement>('.sheet-editor')?.focus({ preventScroll: true });
  return (
    <div class="sheet-board" ref={frame}>
      <SheetBar board={board} words={words} back={back} />
      {sheet.problem !== undefined && (
        <p class="banner sheet-problem" role="alert">
          <span>{isFormula(sheet.problem) ? words.formula : words.failed(sheet.problem)}</span>
          <button type="button" class="text-button" onClick={sheet.forgetProblem}>
            {words.ok}
          </button>
        </p>
      )}
      <SheetGrid board={board} words={words} />
      {tab.rows.length === 0 && <p class="sheet-empty">{t.sheetEmpty}</p>}
      <SheetMenu board={board} words={words} back={back} />
      <SheetDialogs board={board} words={words} back={back} />
      <div class="sheet-tabs" role="tablist" aria-label={t.sheetTabs}>
        {book.tabs.map(({ id, title }) => (
          <span key={id} class={id === tab.id ? 'sheet-tab open' : 'sheet-tab'}>
            <button
              type="button"
              role="tab"
              aria-selected={id === tab.id}
              onClick={() => {
                board.commit();
                sheet.open(id);
              }}
            >
              {title}
            </button>
            {id === tab.id && (
              <button
                type="button"
                class="sheet-tab-menu"
                aria-label={words.tabMenu(title)}
                title={words.tabMenu(title)}
                onClick={() => board.ask({ kind: 'tab', id, title })}
              >
                ▾
              </button>
            )}
          </span>
        ))}
        <button
          type="button"
          class="sheet-tab-menu"
          aria-label={words.addTab}
          title={words.addTab}
          onClick={() => board.ask({ kind: 'tab', id: undefined, title: '' })}
        >
          +
        </button>
        <span class="spacer" />
        <span class="row-count">
          {t.rows(Math.max(0, tab.rows.length - tab.frozen_rows))}
          {model.hiddenRows > 0 && ` · ${words.hiddenRows(model.hiddenRows)}`}
        </span>
      </div>
    </div>
  );
}

const isFormula = (problem: string): boolean => problem.includes('does not calculate formulas');
