import assert from 'node:assert/strict';
import { sheetColumns } from '../../src/sheet/runs-tab/columns.js';
import { labels, type MemoryFeed } from './fixture.js';

type Bench = {
  feed: MemoryFeed;
  cells: () => readonly (readonly (string | number | boolean | null)[])[];
};

/** The tab says what the store does: each run once, every cell of Labmate's right, nothing of it anywhere else. */
export function assertEqualsStore(bench: Bench, { deleted = [] }: { deleted?: string[] } = {}): void {
  const cells = bench.cells();
  const headerRow = cells.findIndex((row) => row.includes('Run') && row.includes('State'));
  assert.notEqual(headerRow, -1, 'there is a header');
  const header = cells[headerRow] ?? [];
  const at = (name: string) => header.indexOf(name);
  const rows = cells.slice(headerRow + 1);
  const runs = bench.feed.changedSince(0).filter(({ id }) => !deleted.includes(id));
  const numbers = rows.map((row) => row[at('Run')] ?? null).filter((number) => number !== null);
  const byNumber = (a: unknown, b: unknown) => Number(a) - Number(b);
  assert.deepEqual(
    [...numbers].sort(byNumber),
    runs.map(({ id }) => Number(id)).sort(byNumber),
    'each run has one row',
  );
  for (const run of runs) {
    const row = rows.find((one) => one[at('Run')] === Number(run.id)) ?? [];
    for (const { headers, owner, value } of sheetColumns(labels)) {
      const cell = value(run);
      if (owner === 'people' || cell === undefined) continue;
      assert.equal(row[at(headers.en)] ?? '', cell, `${headers.en} of run ${run.id}`);
    }
  }
}
