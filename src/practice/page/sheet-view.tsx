import { useGuild } from './context.js';
import type { Pane } from './pane.js';
import { SheetBoard } from './sheet-board.js';
import { sheetStrings } from './sheet-strings.js';
import { useSheet } from './use-sheet.js';

type Props = { pane: Pane; setPane: (pane: Pane) => void };

/** The spreadsheet, live, with its downloads; beside the channel or alone. */
export function SheetView({ pane, setPane }: Props) {
  const { view, t, language } = useGuild();
  const words = sheetStrings[language];
  const sheet = useSheet(view.sheetVersion, t);
  const { book } = sheet;
  const csv = `/practice/sheet.csv?tab=${encodeURIComponent(book?.tab.title ?? '')}`;
  const expand = pane === 'sheet' ? words.shrink : words.expand;
  return (
    <section class="sheet" id="sheet" aria-label={book?.title ?? t.sheet}>
      <header class="panel-head">
        <h2>{book?.title ?? t.sheet}</h2>
        <span class="spacer" />
        <a class="button secondary" href={csv} download>
          CSV
        </a>
        <a class="button secondary" href="/practice/sheet.xlsx" download>
          XLSX
        </a>
        <button
          type="button"
          class="icon-button sheet-expand"
          aria-pressed={pane === 'sheet'}
          aria-label={expand}
          title={expand}
          onClick={() => setPane(pane === 'sheet' ? 'channel' : 'sheet')}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7" />
          </svg>
        </button>
      </header>
      {sheet.failed && (
        <p class="banner" role="status">
          {t.sheetFailed}
        </p>
      )}
      {book && <SheetBoard key={book.tab.id} sheet={sheet} book={book} t={t} words={words} />}
    </section>
  );
}
