import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readExamples, readLabelledExamples } from '../../src/task/read-examples.js';
import { UserError } from '../../src/user-error.js';
import { projectRoot } from '../golden/read-golden.js';

const labels = ['joy', 'fear'];
const line = (id: string, extra: object = {}) =>
  JSON.stringify({
    id,
    input: { form: '하늘', target: null },
    output: { joy: 'True', fear: 'False' },
    ...extra,
  });

describe('readLabelledExamples', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labmate-examples-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (content: string) => {
    const file = join(folder, 'train.jsonl');
    await writeFile(file, content);
    return readLabelledExamples(file, labels);
  };

  const refuses = async (content: string, message: RegExp) =>
    assert.rejects(read(content), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.identifier, 'data.line');
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });

  it('reads text, target word and answers in the order of the labels', async () => {
    const target = { form: '표', begin: 20, end: 21 };
    const nothing = { form: null, begin: null, end: null };
    const examples = await read(
      [
        line('a', { input: { form: 'x', target } }),
        line('b', { input: { form: 'y', target: nothing } }),
        line('c', { output: { fear: 'True', joy: 'False' } }),
      ].join('\n'),
    );
    assert.deepEqual(
      examples.map(({ id, text, target: word, labels: answers }) => [id, text, word, answers]),
      [
        ['a', 'x', '표', [1, 0]],
        ['b', 'y', null, [1, 0]],
        ['c', '하늘', null, [0, 1]],
      ],
    );
  });

  it('reads where the target stands, if both ends are given', async () => {
    const spans = [
      [3, 5],
      [0, 0],
      [5, 3],
      [null, 5],
      [3, null],
      [null, null],
    ] as const;
    const targets = [...spans.map(([begin, end]) => ({ form: '표', begin, end })), null, undefined];
    const lines = targets.map((target, index) => line(`${index}`, { input: { form: 'x', target } }));
    assert.deepEqual(
      (await read(lines.join('\n'))).map(({ span }) => span),
      [{ begin: 3, end: 5 }, { begin: 0, end: 0 }, { begin: 5, end: 3 }, null, null, null, null, null],
    );
  });

  it('passes over a byte-order mark, CRLF and blank lines at the end', async () => {
    const examples = await read(`\uFEFF${line('a')}\r\n${line('b')}\r\n\r\n\n`);
    assert.deepEqual(
      examples.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('names file and line of what is wrong', async () => {
    await refuses(`${line('a')}\n{"id": "b"`, /train\.jsonl, line 2: it is not valid JSON/);
    await refuses(`${line('a')}\n\n${line('b')}`, /line 2: it is blank/);
    await refuses(line('a', { id: 7 }), /line 1: id: .*expected string/);
    await refuses(line('a', { input: { target: null } }), /line 1: input\.form: /);
    await refuses(line('a', { input: { form: 'x', target: 'x' } }), /line 1: input\.target: /);
    const target = { form: 'x', begin: -1, end: 1.5 };
    await refuses(line('a', { input: { form: 'x', target } }), /target\.begin: .*; input\.target\.end: /);
    await refuses(line('a', { output: { joy: 'True' } }), /line 1: output\.fear: .*"True"\|"False"/);
    await refuses(line('a', { output: { joy: true, fear: 'False' } }), /line 1: output\.joy: /);
    await refuses(line('a', { output: { joy: 'True', fear: 'True', hope: 'True' } }), /"hope"/);
    await refuses(line('a', { output: undefined }), /line 1: output: /);
  });

  it('names both lines of a duplicate id', () =>
    refuses(`${line('a')}\n${line('b')}\n${line('a')}`, /line 3: the id “a” is used in line 1 already/));

  it('refuses an empty file and a missing one', async () => {
    await assert.rejects(read('\n'), /has no lines/);
    await assert.rejects(readLabelledExamples(join(folder, 'none.jsonl'), labels), /it is not there/);
  });

  it('reads a test file and keeps its lines as they were', async () => {
    const file = join(folder, 'test.jsonl');
    const raw = { id: 'a', input: { form: 'x', target: null }, note: 'kept' };
    await writeFile(file, JSON.stringify(raw));
    const examples = await readExamples(file);
    assert.deepEqual(examples, [{ id: 'a', text: 'x', target: null, span: null, raw }]);
  });

  it('reads the sample that comes with Labmate', async () => {
    const sample = join(projectRoot, 'configs', 'samples', 'kote8');
    const task = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
    assert.equal((await readLabelledExamples(join(sample, 'train.jsonl'), task)).length, 2000);
    assert.equal((await readLabelledExamples(join(sample, 'dev.jsonl'), task)).length, 500);
    assert.equal((await readExamples(join(sample, 'test.jsonl'))).length, 250);
  });
});
