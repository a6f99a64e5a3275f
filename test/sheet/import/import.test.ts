import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/runs/digest.js';
import { compare } from '../../../src/runs/compare/compare.js';
import { devScore, isImported, rankWithImported } from '../../../src/runs/imported.js';
import { rank } from '../../../src/runs/leaderboard.js';
import { noteScore } from '../../../src/runs/note-score.js';
import { rankPublic } from '../../../src/runs/public-ranking.js';
import { hoursByPerson } from '../../../src/runs/preferences/gpu-hours.js';
import { RunStore } from '../../../src/runs/run-store.js';
import type { Cell } from '../../../src/sheet/cell.js';
import { sheetColumns } from '../../../src/sheet/runs-tab/columns.js';
import { exportRuns } from '../../../src/sheet/export/export-runs.js';
import { importRuns } from '../../../src/sheet/import/import-runs.js';
import { planImport } from '../../../src/sheet/import/plan-import.js';
import { readTable } from '../../../src/sheet/import/read-table.js';
import type { Table } from '../../../src/sheet/import/table.js';
import { UserError } from '../../../src/user-error.js';
import { SeededRandom } from '../../../src/runs/seeded-random.js';
import { doneRun, openRuns, student } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const timezone = 'Asia/Seoul';
const HEADER = ['날짜', '모델', '손실', '학습률', '에폭', '점수', 'LB', '왜', '작성자', '비고', 'GPU 온도'];
const table = (...rows: Cell[][]): Table => ({ rows, escaped: true, tab: null });
const OLD = table(
  ['2023 감정분석 실험'],
  [],
  HEADER,
  ['2023. 9. 12.', 'KcELECTRA', 'BCE', '4e-5', 10, '87,95', '88.1', '기준', '지수', '좋다', '71'],
  ['23.9.13', 'klue/roberta-base', 'mixup', '2E-5', 30, '86.4%', '', '드문 감정?', '', '', ''],
);

describe('an old table of results', () => {
  it('GIVEN a Korean table below a title THEN its columns are found and its per cents are shares', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const { plan, added } = await importRuns(
      { table: OLD, from: 'old.csv' },
      { runs, timezone, by: student },
    );
    assert.equal(plan.header, 3);
    assert.deepEqual(
      plan.columns.map(({ key, percent }) => [key, percent]),
      [
        ...[
          ['date', false],
          ['spec:model', false],
          ['spec:loss', false],
          ['spec:lr', false],
        ],
        ...[
          ['spec:epochs', false],
          ['dev', true],
          ['public', true],
          ['intent', false],
          ['author', false],
        ],
        ...[
          ['notes', false],
          [null, false],
        ],
      ],
    );
    const [first, second] = added;
    assert.ok(first && second && isImported(first) && isImported(second));
    assert.deepEqual([devScore(first), devScore(second)], [0.8795, 0.864]);
    assert.deepEqual(
      [first.state, first.author.name, first.intent, first.finished_at, first.public_scores[0]?.score],
      ['done', '지수', '기준', '2023-09-12T00:00:00.000Z', 0.881],
    );
    assert.equal(first.sheet_note, '좋다\nGPU 온도: 71');
    assert.deepEqual([first.spec.model, first.spec.lr, first.quiet], ['KcELECTRA', 4e-5, true]);
    assert.ok(first.imported.unknown.includes('batch') && !first.imported.unknown.includes('lr'));
    // A loss that Labmate has not: unknown, and kept in the words of the table.
    assert.ok(second.imported.unknown.includes('loss'));
    assert.match(second.sheet_note, /손실: mixup/);
    assert.equal(second.author.name, '—');
    await store.close();
  });

  it('GIVEN it is imported twice THEN nothing is added, in another order and with another note neither', async () => {
    const home = temporaryFolder();
    const { runs, store } = await openRuns(home);
    const how = { runs, timezone, by: student };
    await importRuns({ table: OLD, from: 'old.csv' }, how);
    const [header, one, two] = OLD.rows.slice(2);
    const turned = table(header ?? [], two ?? [], [...(one ?? []).slice(0, 9), 'other note', '']);
    const { added, plan } = await importRuns({ table: turned, from: 'renamed.csv' }, how);
    assert.deepEqual([added.length, plan.here], [0, 2]);
    await store.close();
    const again = await RunStore.open(home);
    assert.equal(again.list().length, 2);
    await again.close();
  });

  it('GIVEN rows that cannot be taken THEN each says where and why, and the others are taken', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const rows = table(
      ['model', 'F1', 'state'],
      ['a', '0.61', ''],
      ['a', '61', ''],
      ['a', 'abc', ''],
      ['a', '', ''],
      ['a', '0.6', 'failed'],
      ['', '', ''],
      ['model', 'F1', 'state'],
      ['a', -0.2, ''],
      ['b', '0,62', 'done'],
    );
    const plan = planImport({ table: rows, from: 'x' }, { runs: [], task: runs.task, timezone });
    assert.deepEqual(
      plan.refused.map(({ row, cell }) => [row, cell]),
      [
        [3, 'B3'],
        [4, 'B4'],
        [5, ''],
        [6, 'C6'],
        [9, 'B9'],
      ],
    );
    assert.deepEqual(
      plan.fresh.map(({ record }) => record.scores.dev),
      [0.61, 0.62],
    );
    await store.close();
  });

  it('GIVEN two columns for one thing THEN the one with the better name is taken, the other is noted', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const rows = table(['점수', 'dev micro-F1', 'model'], ['5', '0.7', 'a']);
    const { columns } = planImport({ table: rows, from: 'x' }, { runs: [], task: runs.task, timezone });
    assert.deepEqual(
      columns.map(({ key }) => key),
      [null, 'dev', 'spec:model'],
    );
    await store.close();
  });

  it('GIVEN no header or no score THEN it is refused with what to name the columns', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const plan = (...rows: Cell[][]) =>
      planImport({ table: table(...rows), from: 'x' }, { runs: [], task: runs.task, timezone });
    assert.throws(() => plan(['a', 'b'], ['1', '2']), /looks like a header/);
    assert.throws(() => plan(['model', 'loss'], ['a', 'bce']), /No column looks like scores\..*model, loss/);
    assert.throws(() => plan([], ['']), /empty/);
    await store.close();
  });

  it('GIVEN a store that cannot be written THEN none of the runs is there', async () => {
    const home = temporaryFolder();
    const { runs, store } = await openRuns(home);
    await doneRun(runs, 0.5);
    // A folder in the file's place: no write can take it.
    rmSync(join(home, 'labmate.json'));
    mkdirSync(join(home, 'labmate.json', 'in-the-way'), { recursive: true });
    await assert.rejects(importRuns({ table: OLD, from: 'old.csv' }, { runs, timezone, by: student }));
    assert.deepEqual(
      store.list().map(({ id }) => id),
      ['1'],
    );
    rmSync(join(home, 'labmate.json'), { recursive: true });
    const { added } = await importRuns({ table: OLD, from: 'old.csv' }, { runs, timezone, by: student });
    assert.equal(added.length, 2);
    await store.close();
  });
});

describe('an imported run', () => {
  it('GIVEN it THEN rankings show it, and what needs examples refuses it with the reason', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const own = await doneRun(runs, 0.7);
    await importRuns({ table: OLD, from: 'old.csv' }, { runs, timezone, by: student });
    assert.deepEqual(
      rankWithImported(store.list()).map(({ id }) => id),
      ['2', '3', '1'],
    );
    assert.deepEqual(
      rank(store.list()).map(({ id }) => id),
      ['1'],
    );
    assert.equal(rankPublic(store.list(), [])[0]?.public, 0.881);
    await assert.rejects(compare({ kind: 'two', run: own.id, with: '2' }, runs), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.identifier, 'run.imported');
      assert.match(error.message, /Run 2 was imported from old\.csv \(row 4\).*train from:2/);
      return true;
    });
    assert.equal((await noteScore({ run: '3', score: '0.9' }, student, runs)).dev, 0.864);
    // Nobody's hours, and no news of the day.
    const since = new Date('2023-01-01');
    assert.deepEqual(hoursByPerson(store.list().filter(isImported), since, new Date()), []);
    assert.equal(digestOf(store.list().filter(isImported), since, new Date()).done.length, 0);
    await store.close();
  });

  it('GIVEN from: THEN a run begins with what its table told, and with defaults for the rest', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const rows = table(
      ['model', 'loss', 'lr', 'f1'],
      ['ngram', 'ASL', '0.02', '0.6'],
      ['ngram', '', '0.02', '0.6'],
    );
    await importRuns({ table: rows, from: 'old.csv' }, { runs, timezone, by: student });
    const begun = await runs.submit({ from: '1', epochs: 3 }, student);
    const plain = await runs.submit({ model: 'ngram', loss: 'asl' }, student);
    assert.deepEqual(begun.spec, { ...plain.spec, lr: 0.02, epochs: 3 });
    assert.equal(begun.from, '1');
    await assert.rejects(runs.submit({ from: '2' }, student), /did not tell its loss/);
    const other = await runs.submit({ from: '1', loss: 'bce' }, student);
    assert.deepEqual([other.spec.loss, other.spec.gamma_neg], ['bce', null]);
    await store.close();
  });

  it('GIVEN a store from before there were imports THEN it loads, and its runs are none', async () => {
    const home = temporaryFolder();
    const { runs, store } = await openRuns(home);
    await doneRun(runs, 0.5);
    await store.close();
    const file = join(home, 'labmate.json');
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { runs: Record<string, { imported?: unknown }> };
    assert.equal(stored.runs['1']?.imported, null);
    delete stored.runs['1']?.imported;
    writeFileSync(file, JSON.stringify(stored));
    const again = await RunStore.open(home);
    assert.equal(again.get('1')?.imported, null);
    await again.close();
  });
});

describe('export and import', () => {
  for (const format of ['csv', 'xlsx'] as const)
    it(`GIVEN runs as ${format} THEN an empty store that imports them has the same rows, and its own store has them already`, async () => {
      const { runs, store } = await openRuns(temporaryFolder());
      const evil = [
        "=IMPORTXML('x')",
        '+1',
        '-2 layers',
        '@here',
        "'=quoted",
        'two\nlines, "q"',
        '이모지 😀',
      ];
      for (const [at, intent] of evil.entries()) {
        const run = await doneRun(runs, 0.5 + at / 100, intent);
        await store.update(run.id, { sheet_note: `${intent}!`, question: at % 2 ? 'does it help?' : null });
      }
      await noteScore({ run: '2', score: '0.61' }, student, runs);
      await importRuns({ table: OLD, from: 'old.csv' }, { runs, timezone, by: student });
      const { labels } = runs.task;
      const how = { labels, language: format === 'csv' ? 'ko' : 'en' } as const;
      const { bytes, runs: count, name } = await exportRuns({ format }, store.list(), how);
      assert.equal(count, 9);
      assert.match(name, new RegExp(`^labmate-runs-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
      const read = await readTable(new Uint8Array(bytes));
      const what = { table: read, from: name };
      assert.equal(planImport(what, { runs: store.list(), task: runs.task, timezone }).here, 9);

      const other = await openRuns(temporaryFolder());
      const { added, plan } = await importRuns(what, { runs: other.runs, timezone, by: student });
      assert.deepEqual(plan.refused, []);
      const rowsOf = (all: typeof added) =>
        all.map((run) => [...sheetColumns(labels).map(({ value }) => value(run)), run.sheet_note]);
      assert.deepEqual(rowsOf(added), rowsOf(store.list()));
      await store.close();
      await other.store.close();
    });

  it('GIVEN texts that a spreadsheet would calculate THEN no cell of the CSV begins like that, and numbers are numbers', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    await doneRun(runs, 0.5, '=1+2');
    await doneRun(runs, 0.5, '\t=x');
    const { bytes } = await exportRuns({}, store.list(), { labels: runs.task.labels, language: 'en' });
    const text = bytes.toString('utf8');
    assert.ok(text.startsWith('\ufeffRun,State,'));
    assert.match(text, /\r\n1,done,'=1\+2,/);
    assert.doesNotMatch(text, /[,\n]"?[=+@\t]/);
    assert.match(text, /,0\.5,0\.5,/);
    await store.close();
  });

  it('GIVEN where THEN only those runs are written; a mistake in it is told', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    await doneRun(runs, 0.5);
    await importRuns({ table: OLD, from: 'old.csv' }, { runs, timezone, by: student });
    const count = async (where: string) =>
      (await exportRuns({ where }, store.list(), { labels: runs.task.labels, language: 'en' })).runs;
    assert.equal(await count('lr=4e-5'), 1);
    assert.equal(await count('state=done'), 3);
    await assert.rejects(count('batch=999'), /No run fits/);
    await assert.rejects(count('bach=9'), /no setting `bach`.*batch/);
    await store.close();
  });
});

describe('malformed tables', () => {
  it('GIVEN 300 garbled ones THEN each is refused by a sentence or read, and nothing else happens', async () => {
    const seeded = new SeededRandom(7);
    const random = () => seeded.uint32() / 2 ** 32;
    const { runs, store } = await openRuns(temporaryFolder());
    const good = Buffer.from(
      'date,model,loss,lr,f1,note\n2023-09-12,a,bce,3e-5,61.2%,"x, ""y"""\n2023-09-13,b,asl,1e-05,62.1,z\n',
    );
    let read = 0;
    for (let round = 0; round < 300; round++) {
      const bytes = new Uint8Array(good);
      const hits = 1 + Math.floor(random() * 12);
      for (let hit = 0; hit < hits; hit++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const cut = round % 3 === 0 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes;
      try {
        planImport({ table: await readTable(cut), from: 'x' }, { runs: [], task: runs.task, timezone });
        read++;
      } catch (error) {
        assert.ok(error instanceof UserError, `round ${round}: ${String(error)}`);
      }
    }
    assert.ok(read > 20, `${read} of 300 were read`);
    await store.close();
  });

  it('GIVEN an Excel file with garbled bytes THEN each is refused by a sentence or read', async () => {
    const seeded = new SeededRandom(11);
    const random = () => seeded.uint32() / 2 ** 32;
    const { runs, store } = await openRuns(temporaryFolder());
    await doneRun(runs, 0.5, 'to be garbled');
    const { bytes: good } = await exportRuns({ format: 'xlsx' }, store.list(), {
      ...{ labels: runs.task.labels, language: 'en' },
    });
    for (let round = 0; round < 60; round++) {
      const bytes = new Uint8Array(good);
      for (let hit = 0; hit < 6; hit++)
        bytes[4 + Math.floor(random() * (bytes.length - 4))] = Math.floor(random() * 256);
      try {
        planImport({ table: await readTable(bytes), from: 'x' }, { runs: [], task: runs.task, timezone });
      } catch (error) {
        assert.ok(error instanceof UserError, `round ${round}: ${String(error)}`);
      }
    }
    await store.close();
  });
});
