import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runOptions } from '../../src/runs/options.js';
import { runSpecSchema } from '../../src/runs/spec.js';
import { sheetColumns } from '../../src/sheet/runs-tab/columns.js';
import { finishedRun } from '../ensemble/fixture.js';
import { someSpec } from '../support/spec.js';

const data = { folder: '/d', train: '/d/t', dev: '/d/v', test: '/d/s', hash: 'f' };

describe("the sheet's columns", () => {
  it('have one for every option of a run, with what its spec says', () => {
    const spec = someSpec({ lr: 2e-5, loss: 'bce', clean: true });
    const run = finishedRun('1', data, 0.6, { spec });
    const columns = new Map(
      sheetColumns([]).map(({ headers, value }) => [headers.en.toLowerCase(), value(run)]),
    );
    for (const name of Object.keys(runOptions)) {
      const value = runSpecSchema.parse(spec)[name as keyof typeof spec];
      assert.deepEqual(columns.get(name), value ?? '', name);
    }
  });
});
