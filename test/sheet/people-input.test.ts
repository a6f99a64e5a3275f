import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { columnName } from '../../src/sheet/google/a1.js';
import { peopleInput } from '../../src/sheet/people-input.js';
import { doneRun, openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { SheetBench } from './fixture.js';

describe('what people type into the sheet', () => {
  let bench: SheetBench;
  let opened: Awaited<ReturnType<typeof openRuns>>;
  beforeEach(async () => {
    bench = await SheetBench.open();
    opened = await openRuns(temporaryFolder());
  });
  afterEach(async () => {
    await bench.close();
    await opened.store.close();
  });

  const cell = (header: string, row: number) => `${columnName(bench.headerIndex(header))}${row}`;
  const projection = () =>
    bench.projection({ feed: opened.runs.store, onInput: peopleInput(opened.runs, () => new Date()) });

  it('flows into the run: notes, and scores as people write them', async () => {
    await doneRun(opened.runs, 0.5);
    await doneRun(opened.runs, 0.6, 'again');
    const sheet = projection();
    await sheet.flush();
    await bench.type(cell('Notes', 2), ['the one for the report']);
    await bench.type(cell('public score', 2), ['87.4%']);
    await bench.type(cell('public score', 3), [0.881]);
    await sheet.audit();
    await sheet.flush();
    const [first, second] = opened.runs.store.list();
    assert.equal(first?.sheet_note, 'the one for the report');
    assert.deepEqual(
      [first, second].map((run) => run?.public_scores.map(({ score, author }) => [score, author.name])),
      [[[0.874, 'the sheet']], [[0.881, 'the sheet']]],
    );
    await sheet.audit();
    assert.deepEqual(bench.column('public score'), [0.874, 0.881]);
    assert.equal(opened.runs.store.get('1')?.public_scores.length, 1);
    assert.deepEqual(bench.conflicts, []);
  });

  it('is explained in the cell’s note, once, where it is no score', async () => {
    await doneRun(opened.runs, 0.5);
    const sheet = projection();
    await sheet.flush();
    await bench.type(cell('public score', 2), ['tomorrow']);
    await sheet.audit();
    await sheet.audit();
    const note = await bench.noteAt('public score', 1);
    assert.match(note, /^Labmate could not take this: .*you typed “tomorrow”/);
    assert.equal(note.split('could not take').length, 2);
    assert.deepEqual(bench.column('public score'), ['tomorrow']);
    assert.deepEqual(opened.runs.store.get('1')?.public_scores, []);
    await bench.type(cell('public score', 2), [0.9]);
    await sheet.audit();
    assert.equal(opened.runs.store.get('1')?.public_scores.at(-1)?.score, 0.9);
  });

  it('gives way to a score that somebody notes later in the channel', async () => {
    const run = await doneRun(opened.runs, 0.5);
    const sheet = projection();
    await sheet.flush();
    await bench.type(cell('public score', 2), [0.9]);
    await sheet.audit();
    const author = { id: null, name: 'kim' };
    await opened.runs.store.update(run.id, { public_scores: [{ score: 0.91, at: '2026-11-24', author }] });
    await sheet.flush();
    assert.deepEqual(bench.column('public score'), [0.91]);
    await opened.runs.store.update(run.id, { public_scores: [{ score: null, at: '2026-11-24', author }] });
    await sheet.flush();
    assert.deepEqual(bench.column('public score'), ['']);
  });

  it('is there again in a tab that is made anew, and a note goes when people take it back', async () => {
    await doneRun(opened.runs, 0.5);
    const sheet = projection();
    await sheet.flush();
    await bench.type(cell('Notes', 2), ['keep me']);
    await bench.type(cell('public score', 2), [0.9]);
    await sheet.audit();
    await bench.doToTab((sheetId) => ({ deleteSheet: { sheetId } }));
    await sheet.audit();
    assert.deepEqual(bench.column('Notes'), ['keep me']);
    assert.deepEqual(bench.column('public score'), [0.9]);
    assert.deepEqual(bench.notices, [
      'The tab “Runs” was deleted from the sheet. It was made anew, with all runs.',
    ]);
    await sheet.audit();
    await bench.type(cell('Notes', 2), ['']);
    await sheet.audit();
    assert.equal(opened.runs.store.get('1')?.sheet_note, '');
  });
});
