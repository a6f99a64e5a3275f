import { useEffect, useRef, useState } from 'preact/hooks';
import type { PracticeSheet } from '../protocol.js';
import { readSheet } from './connection.js';
import { useGuild } from './context.js';
import { WebLink } from './markdown-view.js';
import { isWeb, linkedPlace } from './place.js';

type Cell = string | number | boolean | null;
type Tab = PracticeSheet['tabs'][number];

/** Reads the sheet again with each change; the old one stands until the new one is there. */
function useSheet(version: number) {
  const [sheet, setSheet] = useState<PracticeSheet>();
  const [failed, setFailed] = useState(false);
  const latest = useRef(0);
  useEffect(() => {
    latest.current = version;
    readSheet().then(
      (next) => {
        if (latest.current !== version) return;
        setSheet(next);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, [version]);
  return { sheet, failed };
}

/** The spreadsheet, live, with its tabs and downloads. */
export function SheetView({ hidden }: { hidden: boolean }) {
  const { view, t } = useGuild();
  const { sheet, failed } = useSheet(view.sheetVersion);
  const [title, setTitle] = useState<string>();
  const filled = sheet?.tabs.find(({ rows }) => rows.length > 0) ?? sheet?.tabs[0];
  const tab = sheet?.tabs.find((one) => one.title === title) ?? filled;
  const csv = `/practice/sheet.csv?tab=${encodeURIComponent(tab?.title ?? '')}`;
  return (
    <section class="sheet" id="sheet" hidden={hidden} aria-label={sheet?.title ?? t.sheet}>
      <header class="panel-head">
        <h2>{sheet?.title ?? t.sheet}</h2>
        <span class="spacer" />
        <a class="button secondary" href={csv} download>
          CSV
        </a>
        <a class="button secondary" href="/practice/sheet.xlsx" download>
          XLSX
        </a>
      </header>
      {failed && (
        <p class="banner" role="status">
          {t.sheetFailed}
        </p>
      )}
      <div class="sheet-scroll" tabIndex={0}>
        <Table tab={tab} empty={t.sheetEmpty} />
      </div>
      <div class="sheet-tabs" role="tablist" aria-label={t.sheetTabs}>
        {(sheet?.tabs ?? []).map((one) => (
          <button
            key={one.title}
            type="button"
            role="tab"
            aria-selected={one === tab}
            onClick={() => setTitle(one.title)}
          >
            {one.title}
          </button>
        ))}
        <span class="spacer" />
        <span class="row-count">
          {t.rows(Math.max(0, (tab?.rows.length ?? 0) - (tab?.frozen_rows ?? 0)))}
        </span>
      </div>
    </section>
  );
}

function Table({ tab, empty }: { tab: Tab | undefined; empty: string }) {
  const rows = tab?.rows ?? [];
  const heads = rows.slice(0, tab?.frozen_rows ?? 0);
  const body = rows.slice(heads.length);
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, i) => i);
  const numeric = columns.map((c) => {
    const filled = body.map((cells) => cells[c] ?? null).filter((cell) => cell !== null);
    return filled.length > 0 && filled.every((cell) => typeof cell === 'number');
  });
  return (
    <table aria-label="Sheet">
      {heads.length > 0 && (
        <thead>
          {heads.map((cells, r) => (
            <tr key={r}>
              {columns.map((c) => (
                <th key={c} scope="col" class={numeric[c] ? 'number' : undefined}>
                  {text(cells[c] ?? null)}
                </th>
              ))}
            </tr>
          ))}
        </thead>
      )}
      <tbody>
        {body.map((cells, r) => (
          <tr key={r}>
            {columns.map((c) => (
              <CellView key={c} cell={cells[c] ?? null} />
            ))}
          </tr>
        ))}
        {body.length === 0 && (
          <tr>
            <td class="empty" colSpan={width}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function text(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/** Four decimals are enough to compare scores; the whole number is in the title. */
function shortNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 0.001) return String(Number(value.toFixed(4)));
  return value.toExponential().replace(/(\.\d{3})\d+/, '$1');
}

function CellView({ cell }: { cell: Cell }) {
  const { view } = useGuild();
  if (typeof cell === 'number') {
    return (
      <td class="number" title={String(cell)}>
        {shortNumber(cell)}
      </td>
    );
  }
  const value = text(cell);
  if (!isWeb(value)) return <td title={value.length > 24 ? value : undefined}>{value}</td>;
  const place = linkedPlace(value, view.guild.id);
  const name = place && view.channels.find(({ id }) => id === place.channel);
  const label = (name && 'name' in name && name.name) || value.replace(/^https?:\/\//, '');
  return (
    <td title={value}>
      <WebLink href={value}>{label}</WebLink>
    </td>
  );
}
