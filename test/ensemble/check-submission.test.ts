import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkSubmission } from '../../src/ensemble/check-submission.js';
import { writeSubmission } from '../../src/ensemble/write-submission.js';
import { UserError } from '../../src/user-error.js';
import { projectRoot } from '../golden/read-golden.js';
import { task } from './fixture.js';

type Line = { id: string; input: object; output: Record<string, unknown> };

describe('checkSubmission', () => {
  let folder: string;
  let test: string;
  let file: string;
  let good: Line[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labmate-submission-'));
    test = join(folder, 'test.jsonl');
    file = join(folder, 'submission.jsonl');
    const inputs = ['a', 'b', 'c'].map((id) => ({ id, input: { form: '하늘', target: null } }));
    await writeFile(test, inputs.map((line) => JSON.stringify(line)).join('\n'));
    await writeSubmission(file, test, task, Uint8Array.from([1, 0, 0, 1, 1, 1]));
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    good = lines.map((line) => JSON.parse(line) as Line);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const check = async (lines: unknown[]) => {
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return checkSubmission(file, test, task);
  };
  const withLine = (at: number, change: Partial<Line>) =>
    good.map((line, index) => (index === at ? { ...line, ...change } : line));
  const refuses = (lines: unknown[], line: number, message: RegExp) =>
    assert.rejects(check(lines), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.context['line'], line, error.message);
      assert.match(error.message, message);
      return true;
    });

  it('passes what writeSubmission wrote', async () => {
    assert.equal((await check(good)).lines, 3);
  });

  it('refuses a missing, a double, a strange and an exchanged line', async () => {
    const [a, b, c] = good;
    await refuses([a, b], 3, /“c” is missing/);
    await refuses([a, c], 2, /“c”, where the test file has “b”/);
    await refuses([a, c, b], 2, /“c”, where the test file has “b”/);
    await refuses([a, a, c], 2, /“a” stands in line 1 already/);
    await refuses([a, b, c, { ...c, id: 'd' }], 4, /ends after 3 lines/);
    await refuses([a, 'b', c], 2, /not an object with an id/);
  });

  it('refuses labels that are missing, strange or not as the task writes them', async () => {
    await refuses(withLine(1, { output: { joy: 'True' } }), 2, /lacks “fear”/);
    await refuses(withLine(2, { output: { joy: 'True', fear: 'False', love: 'True' } }), 3, /“love”/);
    await refuses(withLine(0, { output: { joy: true, fear: 'False' } }), 1, /“joy” is true/);
    await refuses(withLine(0, { output: { joy: 'true', fear: 'False' } }), 1, /“joy” is "true"/);
    await refuses([{ ...good[0], output: undefined }, good[1], good[2]], 1, /has no output/);
  });

  it('refuses a line without any label where the task wants one', async () => {
    const lines = withLine(1, { output: { joy: 'False', fear: 'False' } });
    await refuses(lines, 2, /no label is set/);
    const free = { ...task, submission: { ...task.submission, at_least_one: false } };
    assert.equal((await checkSubmission(file, test, free)).lines, 3);
  });

  it('refuses a text that is not the test file’s', async () => {
    await refuses(withLine(2, { input: { form: '바다', target: null } }), 3, /more than its output/);
  });

  it('refuses a file that is not there or not JSON', async () => {
    await assert.rejects(checkSubmission(join(folder, 'none.jsonl'), test, task), /cannot be read/);
    await writeFile(file, '{"id":"a"\n');
    await assert.rejects(checkSubmission(file, test, task), /line 1: it is not valid JSON/);
  });
});

describe('writeSubmission', () => {
  it('keeps every line of the sample’s test file, Korean unescaped, and ends with a line end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'labmate-submission-'));
    try {
      const test = join(projectRoot, 'configs/samples/kote8/test.jsonl');
      const source = (await readFile(test, 'utf8')).trimEnd().split('\n');
      const file = join(folder, 'out.jsonl');
      await writeSubmission(file, test, task, Uint8Array.from(source.flatMap(() => [1, 0])));
      const text = await readFile(file, 'utf8');
      assert.ok(text.endsWith('}\n'));
      assert.doesNotMatch(text, /\\u/);
      const output = { joy: 'True', fear: 'False' };
      assert.deepEqual(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
        source.map((line) => ({ ...(JSON.parse(line) as object), output })),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('fills an output that the test file already has, in its place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'labmate-submission-'));
    try {
      const test = join(folder, 'test.jsonl');
      await writeFile(test, '\uFEFF{"id":"a","output":"","input":{"form":"x"}}\r\n');
      await writeSubmission(join(folder, 'out.jsonl'), test, task, Uint8Array.from([0, 1]));
      assert.equal(
        await readFile(join(folder, 'out.jsonl'), 'utf8'),
        '{"id":"a","output":{"joy":"False","fear":"True"},"input":{"form":"x"}}\n',
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
