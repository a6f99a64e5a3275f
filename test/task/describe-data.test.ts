import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dataWarnings } from '../../src/task/data-warnings.js';
import { describeData } from '../../src/task/describe-data.js';
import { findDataSet } from '../../src/task/find-data-set.js';
import { rankPairs } from '../../src/task/rank-pairs.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { UserError } from '../../src/user-error.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const LABELS = ['joy', 'fear', 'anger'];
type Target = { form: string | null; begin: number | null; end: number | null };
/** A text, the labels that it has (none: a line without answers), and a target. */
type Line = [text: string, has?: string | undefined, target?: Target];

const json = (
  part: string,
  [form, has, target = { form: null, begin: null, end: null }]: Line,
  at: number,
) => {
  const output = Object.fromEntries(LABELS.map((label) => [label, has?.includes(label) ? 'True' : 'False']));
  return JSON.stringify({
    id: `${part}-${at}`,
    input: { form, target },
    ...(has === undefined ? {} : { output }),
  });
};

async function described({
  train = [['가', 'joy']],
  dev = [['나', 'fear']],
  test = [['다']],
}: {
  train?: Line[];
  dev?: Line[];
  test?: Line[];
}) {
  const folder = temporaryFolder();
  for (const [part, lines] of Object.entries({ train, dev, test }))
    writeFileSync(join(folder, `${part}.jsonl`), lines.map((line, at) => json(part, line, at)).join('\n'));
  return describeData(await findDataSet(folder, [folder]), LABELS);
}

describe('what is in a data set', () => {
  it('GIVEN answers THEN labels, labels per text and pairs are counted, in the order of the labels', async () => {
    const { train, labels } = await described({
      train: [
        ['하나', 'joy'],
        ['둘', 'fear anger'],
        ['셋', 'fear anger'],
        ['넷', ''],
      ],
    });
    assert.deepEqual(labels, LABELS);
    assert.deepEqual(train.answers.per_label, [1, 2, 2]);
    assert.deepEqual(train.answers.labels_per_text, [1, 1, 2, 0]);
    assert.deepEqual(train.answers.together, [
      [1, 0, 0],
      [0, 2, 2],
      [0, 2, 2],
    ]);
    // p(fear, anger) = 1/2, p(fear) = p(anger) = 1/2: twice as often as by chance, one bit.
    assert.deepEqual(train.answers.pmi, [
      [null, null, null],
      [null, null, 1],
      [null, 1, null],
    ]);
  });

  it('GIVEN texts THEN lengths are in characters, and empty ones and targets are counted', async () => {
    const { test } = await described({
      test: [['😀😀'], [' \t'], ['가나다라', undefined, { form: '나', begin: 1, end: 2 }], ['']],
    });
    assert.deepEqual(test.lengths, { min: 0, mean: 2, median: 2, p95: 4, max: 4 });
    assert.deepEqual([test.examples, test.empty, test.targets], [4, 2, 1]);
  });

  it('GIVEN repeated lines THEN exact and folded ones and those with other answers are told apart, with their lines', async () => {
    const { train } = await described({
      train: [
        ['같은 글', 'joy'],
        ['같은 글', 'joy'],
        [' 같은\u3000\n글', 'joy'],
        ['같은  글', 'fear'],
        ['다른 글', 'joy'],
      ],
    });
    assert.deepEqual(train.repeats, {
      ...{ exact: 1, folded: 3, contradicting: 1, other_target: 0 },
      examples: [
        { line: 2, of: 1 },
        { line: 3, of: 1 },
        { line: 4, of: 1 },
      ],
      contradictions: [{ line: 4, of: 1 }],
    });
  });

  it('GIVEN one text with several targets THEN other answers are no contradiction', async () => {
    const at = (form: string, begin: number): Target => ({ form, begin, end: begin + 1 });
    const { train } = await described({
      train: [
        ['표는 표', 'joy', at('표', 0)],
        ['표는 표', 'fear', at('표', 3)],
        ['표는 표', 'fear'],
        // The same place in the folded text.
        ['표는  표', 'anger', at('표', 4)],
      ],
    });
    const { exact, folded, contradicting, other_target } = train.repeats;
    assert.deepEqual([exact, folded, contradicting, other_target], [0, 1, 1, 2]);
  });

  it('GIVEN texts of dev and test that are in train THEN they are counted, and a sentence says so', async () => {
    const report = await described({
      train: [
        ['아침 인사', 'joy'],
        ['밤', 'fear'],
      ],
      dev: [
        ['아침  인사', 'joy'],
        ['밤', 'joy'],
        ['밤', 'fear', { form: '밤', begin: 0, end: 1 }],
        ['낮', 'joy'],
      ],
      test: [['밤']],
    });
    assert.deepEqual(report.overlap.dev, {
      ...{ exact: 2, folded: 3, same_target: 2, contradicting: 1 },
      examples: [
        { line: 1, of: 1 },
        { line: 2, of: 2 },
        { line: 3, of: 2 },
      ],
    });
    assert.deepEqual([report.overlap.test.exact, report.overlap.test.contradicting], [1, 0]);
    const said = dataWarnings(report).join('\n');
    assert.match(said, /3 texts of dev are in train, too, 1 with other answers: dev scores flatter/);
    assert.match(said, /1 text of test is in train, too$/m);
    assert.match(said, /no line of train has anger/);
  });

  it('GIVEN clean data THEN nothing is warned of', async () => {
    const lines: Line[] = [
      ['하나', 'joy'],
      ['둘', 'fear anger'],
    ];
    const report = await described({ train: lines, dev: lines.map(([text, has]) => [`${text}!`, has]) });
    assert.deepEqual(dataWarnings(report), []);
  });

  it('GIVEN pairs THEN they are ranked against chance, without those that are too rare to tell', async () => {
    const lines = (count: number, has: string): Line[] =>
      Array.from({ length: count }, (_, at) => [`${has} ${at}`, has]);
    const train = [...lines(20, 'joy fear'), ...lines(10, 'joy'), ...lines(10, ''), ...lines(2, 'anger')];
    const pairs = rankPairs(await described({ train }));
    assert.deepEqual(
      pairs.map(({ labels, together }) => [labels, together]),
      [[['joy', 'fear'], 20]],
    );
    assert.equal(pairs[0]?.lift, (20 * 42) / (30 * 20));
  });

  it('GIVEN a bad line THEN the sentence names file and line', async () => {
    await assert.rejects(described({ dev: [['가', 'joy'], ['나']] }), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.identifier, 'data.line');
      assert.match(error.message, /dev\.jsonl, line 2: output: .*Mend the line/);
      return true;
    });
  });

  it('GIVEN a large file THEN others in the process get their turn while it is read', async () => {
    const file = join(temporaryFolder(), 'train.jsonl');
    writeFileSync(
      file,
      Array.from({ length: 20_000 }, (_, at) => json('train', [`글 ${at}`, 'joy'], at)).join('\n'),
    );
    const began = performance.now();
    let last = began;
    let longest = 0;
    const turn = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await readLabelledExamples(file, LABELS);
    longest = Math.max(longest, performance.now() - last);
    clearInterval(turn);
    const whole = performance.now() - began;
    assert.ok(longest < whole / 2, `${longest} of ${whole} ms without a turn`);
  });
});
