import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JsonByEntry } from '../../src/runs/json-by-entry.js';

const textOf = (pieces: readonly Buffer[]): string => Buffer.concat(pieces).toString('utf8');

/** 300 entries, more than are encoded together, beside what is no record. */
const someData = () => ({
  version: 1,
  runs: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [String(at + 1), { why: `왜 "${at}"\n` }])),
  empty: {},
  list: [1, 2],
  nothing: null,
});

describe('JSON by entry', () => {
  it('GIVEN any data THEN it reads back as it was, with one entry a line', () => {
    const data = someData();
    const text = textOf(new JsonByEntry().encode(data));
    assert.deepEqual(JSON.parse(text), data);
    assert.ok(text.split('\n').includes('"300": {"why":"왜 \\"299\\"\\n"}'));
    assert.deepEqual(JSON.parse(textOf(new JsonByEntry().encode({}))), {});
  });

  it('GIVEN entries that are replaced, added and removed THEN each shows the next time', () => {
    const json = new JsonByEntry();
    const data: { runs: Record<string, unknown>; version: number } = someData();
    json.encode(data);
    data.runs['200'] = { why: 'changed' };
    data.runs['301'] = { why: 'added' };
    delete data.runs['7'];
    data.version = 2;
    assert.deepEqual(JSON.parse(textOf(json.encode(data))), data);
    data.runs = {};
    assert.deepEqual(JSON.parse(textOf(json.encode(data))), data);
  });

  it('GIVEN one entry is replaced THEN only its neighbours are encoded with it', () => {
    const json = new JsonByEntry();
    const data: { runs: Record<string, unknown> } = someData();
    const before = new Set(json.encode(data).filter(({ length }) => length > 1000));
    data.runs['200'] = { why: 'changed' };
    const after = json.encode(data).filter(({ length }) => length > 1000);
    assert.deepEqual(
      after.map((piece) => before.has(piece)),
      [true, false, true],
    );
  });

  it('GIVEN what is undefined THEN it is left out, as JSON does', () => {
    const data = { gone: undefined, runs: { 1: undefined, 2: 'two' } };
    assert.deepEqual(JSON.parse(textOf(new JsonByEntry().encode(data))), { runs: { 2: 'two' } });
  });
});
