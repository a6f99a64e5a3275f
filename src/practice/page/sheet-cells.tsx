import { Component } from 'preact';
import { useGuild } from './context.js';
import { WebLink } from './markdown-view.js';
import { isWeb, linkedPlace } from './place.js';
import { columnLetters } from './sheet-format.js';
import type { Line } from './sheet-lines.js';
import type { SheetModel } from './sheet-model.js';

type RowProps = {
  model: SheetModel;
  line: Line;
  columns: readonly Line[];
  filterLabel: (name: string) => string;
};

/** A row of a pane. It is drawn again only when the tab or the columns in view are others: scrolling costs nothing here. */
export class SheetRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { model, line, columns } = this.props;
    return next.model !== model || next.line !== line || next.columns !== columns;
  }

  override render() {
    const { model, line, columns, filterLabel } = this.props;
    const row = line.index;
    return (
      <div
        role="row"
        aria-rowindex={row + 1}
        class="sheet-row"
        style={{ top: `${line.start}px`, height: `${line.size}px` }}
      >
        {columns.map((column) => (
          <SheetCellView
            key={column.index}
            {...{ model, row, column, filterLabel }}
            isHead={row < model.tab.frozen_rows}
          />
        ))}
      </div>
    );
  }
}

type CellProps = {
  model: SheetModel;
  row: number;
  column: Line;
  isHead: boolean;
  filterLabel: (name: string) => string;
};

function SheetCellView({ model, row, column: { index, start, size }, isHead, filterLabel }: CellProps) {
  const cell = model.cell(row, index);
  const text = model.text(row, index);
  const raw = typeof cell === 'number' ? String(cell) : text;
  const ground = model.fill(row, index, cell);
  const hasFilter = model.filterRow === row && index < (model.tab.rows[row]?.length ?? 0);
  const classes = [
    'sheet-cell',
    typeof cell === 'number' && 'number',
    (model.bold(row, index) || isHead) && 'bold',
    isHead && 'head',
    model.note(row, index) !== '' && 'noted',
  ];
  return (
    <div
      role={isHead ? 'columnheader' : 'gridcell'}
      aria-colindex={index + 1}
      class={classes.filter(Boolean).join(' ')}
      data-cell={`${row},${index}`}
      data-a1={`${columnLetters(index)}${row + 1}`}
      title={raw !== text || text.length > 24 ? raw.slice(0, 500) : undefined}
      style={{ left: `${start}px`, width: `${size}px`, ...(ground && { background: ground }) }}
    >
      <span class="sheet-text">
        {typeof cell === 'string' && isWeb(cell) ? <LinkText href={cell} /> : text}
      </span>
      {hasFilter && (
        <button
          type="button"
          tabIndex={-1}
          class={model.hiddenValues(index).length > 0 ? 'sheet-filter on' : 'sheet-filter'}
          data-filter={index}
          aria-label={filterLabel(text)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 6h16M7 12h10M10 18h4" />
          </svg>
        </button>
      )}
    </div>
  );
}

/** A link by the name of the thread that it leads to. */
function LinkText({ href }: { href: string }) {
  const { view } = useGuild();
  const place = linkedPlace(href, view.guild.id);
  const channel = place && view.channels.find(({ id }) => id === place.channel);
  const label = (channel && 'name' in channel && channel.name) || href.replace(/^https?:\/\//, '');
  return <WebLink href={href}>{label}</WebLink>;
}
