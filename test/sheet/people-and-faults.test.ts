import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { SeededRandom } from '../../src/runs/seeded-random.js';
import { assertEqualsStore } from './equals-store.js';
import { run } from './fixture.js';
import { PEOPLES, RandomPerson } from './random-person.js';
import { type Fate, QuickSheet } from './quick-sheet.js';

const CHANGES = 500;
/** Whatever people do, it comes to an end. */
const MOST_REQUESTS = 10_000;
const SEEDS = seedsOf(process.env['LABMATE_SHEET_SEEDS'] ?? '25,91,107,198,203');
/** A folder for what led to each failure. */
const TRACES = process.env['LABMATE_SHEET_TRACES'];

/** `1-300,407`. */
function seedsOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}

describe('random edits, run changes and faults', () => {
  for (const seed of SEEDS)
    it(`end in a sheet that says what the store does, with people's cells as they left them (seed ${seed})`, async () => {
      const sheet = new QuickSheet();
      try {
        await tell(sheet, seed);
      } catch (error) {
        if (TRACES) writeFileSync(`${TRACES}/${seed}.txt`, `${String(error)}\n${sheet.trace.join('\n')}`);
        throw error;
      }
    });
});

async function tell(sheet: QuickSheet, seed: number): Promise<void> {
  const generator = new SeededRandom(seed);
  const random = (below: number) => generator.index(below);
  const person = new RandomPerson(sheet, random);
  sheet.feed.put(run('1'), run('2'));
  await sheet.projection.flush();
  const own = sheet.cells()[0]?.length ?? 0;
  sheet.act((sheetId) => ({ appendDimension: { sheetId, dimension: 'COLUMNS', length: 1 } }));
  sheet.type(0, own, 'reviewer');

  let newest = 2;
  let changes = 0;
  const change = () => {
    if (changes++ >= CHANGES) return;
    if (random(5) === 0)
      sheet.feed.put(run(String(++newest), { intent: `why ${newest}`, host: `h${newest}` }));
    else {
      const id = String(1 + random(newest));
      const state = (['queued', 'running', 'done', 'failed'] as const)[random(4)] ?? 'done';
      sheet.feed.change(id, { state, intent: `why ${id}, ${changes}` });
    }
  };
  let requests = 0;
  sheet.before = (): Fate => {
    if (++requests > MOST_REQUESTS) void sheet.projection.stop();
    if (random(12) === 0) person.moveSomething();
    if (random(8) === 0) person.work();
    if (random(6) === 0) change();
    return random(25) > 0 ? 'answered' : random(3) > 0 ? 'refused' : 'lost';
  };
  sheet.after = ({ method, path }, fate) => {
    if (method === 'POST') person.wasWritten();
    if (fate === 'answered' && path.endsWith('values:batchGet')) person.wasRead();
    if (fate === 'answered') for (const { id } of person.runRows()) person.known.add(id);
  };
  while (changes < CHANGES) {
    const many = 1 + random(6);
    for (let at = 0; at < many; at++) {
      change();
      if (random(4) === 0) person.work();
    }
    await sheet.projection.flush();
  }
  sheet.before = () => 'answered';
  await sheet.projection.audit();
  await sheet.projection.stop();

  assertEqualsStore(sheet, { deleted: [...person.deleted] });
  const header = sheet.cells().find((row) => row.includes('Run') && row.includes('State')) ?? [];
  const rows = new Map(person.runRows().map(({ id, row }) => [id, sheet.cells()[row] ?? []]));
  for (const [id, row] of rows)
    for (const name of PEOPLES)
      if (!person.hit.has(`${id} ${name}`))
        assert.equal(
          row[header.indexOf(name)] ?? '',
          person.wrote.get(id)?.get(name) ?? '',
          `${name} of run ${id}`,
        );
  assert.deepEqual(
    sheet.conflicts.filter(({ theirs }) => !theirs.startsWith('scribble')),
    [],
    'nothing of its own is taken for a person’s',
  );
  assert.equal(
    new Set(sheet.conflicts.map(({ theirs }) => theirs)).size,
    sheet.conflicts.length,
    'told once',
  );
  assert.ok(person.wrote.size > 5 && person.deleted.size > 0 && newest > 50);
}
