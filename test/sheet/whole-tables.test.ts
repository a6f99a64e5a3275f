import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Run } from '../../src/runs/run.js';
import { LOSS_PARAMETERS, type LossName } from '../../src/runs/loss-options.js';
import { importedSchema } from '../../src/runs/imported-schema.js';
import { bestTable, MOST_RANKED } from '../../src/sheet/whole-tabs/best-table.js';
import { ensemblesTable } from '../../src/sheet/whole-tabs/ensembles-table.js';
import { summaryTable } from '../../src/sheet/whole-tabs/summary-table.js';
import type { Table } from '../../src/sheet/whole-tabs/table.js';
import { type Language, LANGUAGES } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';
import { someSpec } from '../support/spec.js';
import { run } from './fixture.js';
import { MemoryEnsembles } from './whole-tabs-fixture.js';

const texts = textsIn('en');
const nobody = { submissions: [], pending: [] };

/** A finished run with a loss and, of the rest, a seed. */
function trained(id: string, loss: LossName, seed: number, micro_f1: number, change: Partial<Run> = {}): Run {
  const base = run(id, change);
  const dev = { threshold: 0.5, micro_f1, macro_f1: micro_f1, per_label: {} };
  const spec = someSpec({ data: 'tiny', loss, seed, ...LOSS_PARAMETERS[loss] });
  return {
    ...base,
    spec,
    result: base.result && { ...base.result, dev, dev_tuned: { ...dev, thresholds: {} } },
  };
}

/** A run of somebody's table, which told nothing but the loss and two scores. */
function imported(id: string, dev: number): Run {
  const unknown = Object.keys(someSpec()).filter((name) => name !== 'loss');
  const told = { from: 'old.csv', tab: null, row: 4, at: '2026-11-24T10:00:00.000Z', key: id, unknown };
  const by = { id: null, name: 'lee' };
  return run(id, {
    ...{ result: null, spec: someSpec({ loss: 'apl' }) },
    imported: importedSchema.parse({ ...told, by, scores: { dev, macro: 0.5 } }),
  });
}

/** Rows by their first cell, as records by header. */
function read(table: Table, language: Language = 'en'): Map<unknown, Record<string, unknown>> {
  const headers = table.columns.map(({ headers }) => headers[language]);
  return new Map(
    table.rows.map((row) => [row[0], Object.fromEntries(headers.map((header, at) => [header, row[at]]))]),
  );
}

describe('the table of the best runs', () => {
  it('ranks as /results best does: on the data of the run that finished last', () => {
    const other = { folder: '/e', train: '/e/a', dev: '/e/b', test: '/e/c', hash: 'other' };
    const rows = bestTable([
      trained('1', 'bce', 1, 0.9, { data: other }),
      trained('2', 'bce', 2, 0.5),
      trained('3', 'asl', 3, 0.6, {
        public_scores: [{ score: 0.61, at: 'x', author: { id: null, name: 'x' } }],
      }),
      run('4', { state: 'failed', result: null }),
    ]).rows;
    assert.deepEqual(
      rows.map((row) => row.slice(0, 7)),
      [
        [1, 3, 0.6, 0.6, 0.6, 0.61, 'asl'],
        [2, 2, 0.5, 0.5, 0.5, '', 'bce'],
      ],
    );
  });

  it('has imported runs in their places, with empty cells for what their table did not tell', () => {
    const table = bestTable([trained('1', 'bce', 1, 0.5), trained('2', 'asl', 2, 0.6), imported('3', 0.55)]);
    assert.deepEqual(
      table.rows.map((row) => row.slice(0, 10)),
      [
        [1, 2, 0.6, 0.6, 0.6, '', 'asl', 'ngram', 1e-3, 3],
        [2, 3, 0.55, '', 0.5, '', 'apl', '', '', ''],
        [3, 1, 0.5, 0.5, 0.5, '', 'bce', 'ngram', 1e-3, 3],
      ],
    );
  });

  it('ends where nobody reads on', () => {
    const runs = Array.from({ length: MOST_RANKED + 5 }, (_, at) => trained(String(at + 1), 'bce', at, 0.5));
    assert.equal(bestTable(runs).rows.length, MOST_RANKED);
  });
});

describe('the table of ensembles', () => {
  it('says how far an ensemble is above the best of its members, cut as it is itself', () => {
    const ensembles = new MemoryEnsembles();
    const dev = { threshold: 0.5, micro_f1: 0.75, macro_f1: 0.7, per_label: {} };
    const fitted = { ...dev, micro_f1: 0.72 };
    ensembles.put({ id: '1', members: ['1', '2'], dev, dev_cross_fitted: fitted, learned: true });
    ensembles.put({ id: '2', members: ['submission:1', '2'], dev });
    ensembles.put({ id: '3', members: ['1/2', '2'], dev });
    const runs = [trained('1', 'bce', 1, 0.7), trained('2', 'asl', 1, 0.6)];
    const table = ensemblesTable({ runs, submissions: ensembles.submissions(), pending: [] }, texts);
    const of = (id: number) => {
      const row = read(table).get(id);
      return [
        row?.['dev micro-F1 cross-fitted'],
        row?.['dev micro-F1 in sample'],
        row?.['over its best member'],
      ];
    };
    assert.deepEqual(
      table.rows.map(([id]) => id),
      [3, 2, 1],
    );
    assert.deepEqual(of(1), [0.72, 0.75, 0.02]);
    assert.deepEqual(of(2), ['', 0.75, 0.03]);
    assert.deepEqual(of(3), ['', 0.75, ''], 'the score of a part is not known');
    assert.equal(read(table).get(1)?.['File'], 'top.jsonl');
  });
});

describe('the summary', () => {
  const runs = [
    trained('1', 'bce', 1, 0.6),
    trained('2', 'asl', 1, 0.63),
    trained('3', 'bce', 2, 0.61),
    trained('4', 'asl', 2, 0.6),
    trained('5', 'apl', 2, 0.65),
    trained('6', 'apl', 3, 0.9),
    run('7', { state: 'running', result: null, finished_at: null }),
  ];

  it('pairs runs that differ in nothing but the loss', () => {
    const rows = read(summaryTable({ runs, ...nobody }, texts));
    const first = summaryTable({ runs, ...nobody }, texts).rows.filter(([what]) => what === 'asl − bce');
    assert.deepEqual(first[0]?.slice(1, 10), [2, '', '', 0.01, 1, 1, -0.01, 0.03, '']);
    assert.deepEqual(
      first.slice(1).map((row) => [row[4], row[3]]),
      [
        [-0.01, '4 − 3'],
        [0.03, '2 − 1'],
      ],
    );
    assert.equal(rows.get('apl')?.['count'], 2);
  });

  it('counts equal runs once, the newest, and a loss’s own parameters as belonging to it', () => {
    const again = trained('8', 'bce', 1, 0.7);
    const sharper = trained('9', 'asl', 1, 0.8);
    const more = [...runs, again, { ...sharper, spec: { ...sharper.spec, gamma_neg: 2 } }];
    const rows = summaryTable({ runs: more, ...nobody }, texts).rows.filter(([what]) => what === 'asl − bce');
    assert.equal(rows[0]?.[1], 3);
    assert.deepEqual(
      rows.slice(1).map((row) => row[3]),
      ['9 − 8', '2 − 8', '4 − 3'],
    );
  });

  it('compares the three losses before there is a pair, and says what to do', () => {
    const rows = read(summaryTable({ runs: [], ...nobody }, texts));
    for (const what of ['asl − bce', 'apl − bce', 'apl − asl'])
      assert.match(String(rows.get(what)?.['Details']), /same settings and seed/);
    assert.equal(rows.get('Best run')?.['Details'], 'none yet');
  });

  it('names the best run of each loss and model, counts states, and adds up hours of runs that ended', () => {
    const rows = read(summaryTable({ runs, ...nobody }, texts));
    assert.equal(rows.get('Best run')?.['Run'], '6');
    assert.deepEqual([rows.get('bce')?.['Run'], rows.get('bce')?.['count']], ['3', 2]);
    assert.deepEqual([rows.get('ngram')?.['Run'], rows.get('ngram')?.['count']], ['6', 6]);
    assert.deepEqual([rows.get('running')?.['count'], rows.get('done')?.['count']], [1, 6]);
    assert.equal(rows.get('GPU hours')?.['count'], 0.1);
  });

  it('counts imported runs where their table told the value, and pairs none of them', () => {
    const table = summaryTable({ runs: [...runs, imported('8', 0.95)], ...nobody }, texts);
    const rows = read(table);
    assert.deepEqual(
      [rows.get('Best run')?.['Run'], rows.get('Best run')?.['Details']],
      ['8', 'apl · imported'],
    );
    assert.deepEqual([rows.get('apl')?.['Run'], rows.get('apl')?.['count']], ['8', 3]);
    assert.deepEqual([rows.get('ngram')?.['Run'], rows.get('ngram')?.['count']], ['6', 6]);
    assert.equal(table.rows.find(([what]) => what === 'apl − bce')?.[1], 1);
  });

  it('puts what is asked first onto one screen', () => {
    const table = summaryTable({ runs, ...nobody }, texts);
    const each = table.rows.findIndex(([what]) => String(what).includes('Each pair'));
    assert.ok(each > 0 && each <= 40, `${each} rows before the single pairs`);
  });
});

it('the headers of each tab differ from one another, in each language', () => {
  const tables = [
    bestTable([]),
    ensemblesTable({ runs: [], ...nobody }, texts),
    summaryTable({ runs: [], ...nobody }, texts),
  ];
  for (const { name, columns } of tables)
    for (const language of LANGUAGES) {
      const headers = columns.map((column) => column.headers[language]);
      assert.equal(new Set(headers).size, headers.length, `${name} in ${language}`);
    }
});
