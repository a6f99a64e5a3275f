import { columnLetters } from './sheet-format.js';
import type { Band, Line } from './sheet-lines.js';
import type { Block } from './sheet-spans.js';

type Props = {
  band: Band;
  window: readonly [number, number];
  block: Block;
};

/** The letters over the columns. The right edge of each can be dragged. */
export function ColumnHeads({ band, window, block }: Props) {
  return (
    <>
      {band.lines.slice(...window).map((line, i, lines) => (
        <div
          key={line.index}
          class={classOf(line, lines[i - 1], block.left, block.right)}
          data-column={line.index}
          style={{ left: `${line.start}px`, width: `${line.size}px` }}
        >
          {columnLetters(line.index)}
          <span class="sheet-resize" data-resize={line.index} />
        </div>
      ))}
    </>
  );
}

/** The numbers beside the rows. */
export function RowHeads({ band, window, block }: Props) {
  return (
    <>
      {band.lines.slice(...window).map((line, i, lines) => (
        <div
          key={line.index}
          class={classOf(line, lines[i - 1], block.top, block.bottom)}
          data-row={line.index}
          style={{ top: `${line.start}px`, height: `${line.size}px` }}
        >
          {line.index + 1}
        </div>
      ))}
    </>
  );
}

/** A line after a hidden one says so by its edge. */
function classOf({ index }: Line, before: Line | undefined, from: number, to: number): string {
  const marked = index >= from && index <= to ? ' marked' : '';
  return `sheet-head${marked}${before && before.index !== index - 1 ? ' after-hidden' : ''}`;
}
