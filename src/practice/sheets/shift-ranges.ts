import type { SheetDimension as Dimension } from '../sheet-protocol.js';
import type { Span, Tab } from './workbook.js';

/** What happened to rows or columns; `to` counts before the move, as Google does. */
export type LineChange =
  | { kind: 'insert' | 'delete'; at: number; count: number }
  | { kind: 'move'; at: number; count: number; to: number };

type Ends = { start: number | undefined; end: number | undefined };

/** Where a line stands afterwards; undefined where it is gone. */
function lineAfter(line: number, change: LineChange): number | undefined {
  const { at, count } = change;
  if (change.kind === 'insert') return line < at ? line : line + count;
  const inside = line >= at && line < at + count;
  if (change.kind !== 'move') return inside ? undefined : line < at ? line : line - count;
  const to = change.to > at ? change.to - count : change.to;
  if (inside) return line - at + to;
  const rest = line < at ? line : line - count;
  return rest < to ? rest : rest + count;
}

/** A stretch of lines afterwards: none where all are gone, several where a move tore it. */
function shifted({ start, end }: Ends, change: LineChange): Ends[] {
  const { at, count } = change;
  if (end === undefined) {
    // Open ends belong to whole tables: a line put in right before the first one is inside.
    if (start === undefined || change.kind === 'move') return [{ start, end }];
    if (change.kind === 'insert') return [{ start: start > at ? start + count : start, end }];
    return [{ start: start - Math.max(0, Math.min(count, start - at)), end }];
  }
  if (change.kind === 'insert')
    return [
      {
        start: start !== undefined && start >= at ? start + count : start,
        end: end > at ? end + count : end,
      },
    ];
  const lines = Array.from({ length: end - (start ?? 0) }, (_, i) => lineAfter((start ?? 0) + i, change))
    .filter((line) => line !== undefined)
    .sort((a, b) => a - b);
  const runs: { start: number; end: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.end === line) last.end = line + 1;
    else runs.push({ start: line, end: line + 1 });
  }
  return runs;
}

function shiftedSpan<T extends Span>(span: T, dimension: Dimension, change: LineChange): T[] {
  const ends =
    dimension === 'ROWS'
      ? { start: span.startRowIndex, end: span.endRowIndex }
      : { start: span.startColumnIndex, end: span.endColumnIndex };
  return shifted(ends, change).map(({ start, end }) => {
    const next = { ...span };
    const [startKey, endKey] =
      dimension === 'ROWS'
        ? (['startRowIndex', 'endRowIndex'] as const)
        : (['startColumnIndex', 'endColumnIndex'] as const);
    delete next[startKey];
    delete next[endKey];
    return {
      ...next,
      ...(start !== undefined && { [startKey]: start }),
      ...(end !== undefined && { [endKey]: end }),
    };
  });
}

const spanOf = (value: unknown): Span => value ?? {};

/** Protections, colours, formats and the filter go where their rows and columns go, as on Google. */
export function shiftRanges(tab: Tab, dimension: Dimension, change: LineChange): void {
  const shift = (value: unknown): Span[] => shiftedSpan(spanOf(value), dimension, change);
  tab.protectedRanges = tab.protectedRanges.flatMap((one) => {
    const range = shift(one.range)[0];
    return range ? [{ ...one, range }] : [];
  });
  tab.conditionalFormats = tab.conditionalFormats.flatMap((rule) => {
    const ranges = (Array.isArray(rule.ranges) ? rule.ranges : []).flatMap(shift);
    return ranges.length > 0 ? [{ ...rule, ranges }] : [];
  });
  tab.formats = tab.formats.flatMap((one) => shift(one.range).map((range) => ({ ...one, range })));
  if (!tab.basicFilter) return;
  const range = shift(tab.basicFilter.range)[0];
  const criteria = Object.entries((tab.basicFilter.criteria ?? {}) as Record<string, unknown>).flatMap(
    ([column, rule]): [string, unknown][] => {
      const to = dimension === 'COLUMNS' ? lineAfter(Number(column), change) : Number(column);
      return to === undefined ? [] : [[String(to), rule]];
    },
  );
  tab.basicFilter = range ? { ...tab.basicFilter, range, criteria: Object.fromEntries(criteria) } : null;
}
