import assert from 'node:assert/strict';
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import type { DataReport } from '../../src/task/describe-data.js';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the verb data', () => {
  const home = temporaryFolder();
  const folder = join(temporaryFolder(), 'mine');
  cpSync(join(projectRoot, 'configs/samples/kote8'), folder, { recursive: true });
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home, INIT_CWD: join(folder, '..') });

  it('GIVEN a name, with or without data:, or none THEN it says the same of the data of that name', async () => {
    const answers = await Promise.all([
      lab('data'),
      lab('data', 'kote8'),
      lab('data', 'data:kote8'),
      lab('data', './mine'),
    ]);
    const [first, ...others] = answers.map(({ stdout }) => stdout.slice(stdout.indexOf('\n')));
    for (const other of others) assert.equal(other, first);
    assert.match(first ?? '', /SHA-256 [0-9a-f]{64}\n/);
    assert.match(first ?? '', /joy +799 \(40\.0 %\) +215 \(43\.0 %\)/);
    assert.match(first ?? '', /dev: 0 texts are in train, too/);
  });

  it('GIVEN --json THEN the last line is the whole report', async () => {
    const { code, stdout } = await lab('data', 'kote8', '--json');
    assert.equal(code, 0);
    const report = JSON.parse(stdout) as DataReport;
    assert.deepEqual([report.train.examples, report.dev.examples, report.test.examples], [2000, 500, 250]);
    assert.equal(report.train.answers.together[0]?.[1], report.train.answers.together[1]?.[0]);
  });

  it('GIVEN a line twice in a row THEN the text names both lines', async () => {
    const repeated = join(temporaryFolder(), 'repeated');
    cpSync(folder, repeated, { recursive: true });
    for (const [part, id] of [
      ['train', 'new-1'],
      ['dev', 'new-2'],
    ])
      appendFileSync(
        join(repeated, `${part}.jsonl`),
        `${JSON.stringify({ id, input: { form: '엥? 이게 10시에 발표한다는 그거야???' }, output: NOTHING })}\n`,
      );
    const { stdout } = await lab('data', repeated);
    assert.match(stdout, /! 1 text of dev is in train, too.*flatter/);
    assert.match(stdout, /! 1 line of train contradicts an earlier line/);
    assert.match(stdout, /train: lines that repeat another, the first of them: 2001 = 1\n/);
    assert.match(stdout, /dev: 1 texts are in train.*501 = train 1/);
  });

  for (const [words, sentence] of [
    [['data', 'kote9'], /no data folder “kote9”.*data:kote8/],
    [['data', 'kote8', 'more'], /one data set: `data kote8`/],
    [['data', 'loss:asl'], /no option `loss`/],
  ] as const)
    it(`GIVEN ${words.join(' ')} THEN exit status 1 and one sentence`, async () => {
      const { code, stdout, stderr } = await lab(...words);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});

const NOTHING = Object.fromEntries(
  ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'].map((label) => [
    label,
    'False',
  ]),
);
