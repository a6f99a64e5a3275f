import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { readGolden } from '../golden/read-golden.js';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { goldenCheckpoint } from '../training/golden-model.js';
import { makeData } from '../training/run-worker.js';

type Batch = {
  name: string;
  texts?: string[];
  pairs?: string[] | null;
  max_length?: number;
  logits: number[][];
};

const here = temporaryFolder();
const home = join(here, 'home');
const folder = join(here, 'data');
const lab = (...words: string[]) => runLab(['predict', ...words], { LABMATE_HOME: home, INIT_CWD: here });
const inHere = (name: string) => join(here, name);

/** Lines as the competition's test file has them. */
function writeLines(file: string, texts: readonly string[], pairs: readonly string[] = []): string {
  const lines = texts.map((form, index) => {
    const target = { form: pairs[index] ?? null, begin: null, end: null };
    return JSON.stringify({ id: `line-${index}`, input: { form, target } });
  });
  writeFileSync(inHere(file), `${lines.join('\n')}\n`);
  return inHere(file);
}

const readLines = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; logits?: number[]; probabilities?: number[] });

/** The sentence on stderr of a call that must fail. */
async function refusal(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await lab(...words);
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.ok(!stderr.includes('went wrong in Labmate'), stderr);
  return stderr;
}

describe('predict', () => {
  before(() => makeData(folder));

  for (const name of ['bert-tiny', 'electra-tiny', 'electra-tiny-square', 'roberta-tiny'])
    it(`GIVEN ${name} and texts, with and without targets THEN transformers' logits in the file's order`, async () => {
      const { batches } = readGolden<{ batches: Batch[] }>(`models/${name}/reference.json`);
      const model = goldenCheckpoint(name, 'pytorch_model.bin');
      let checked = 0;
      for (const { texts, pairs, max_length, logits } of batches) {
        if (!texts) continue;
        writeLines('in.jsonl', texts, pairs ?? []);
        const maxlen = max_length === undefined ? [] : [`maxlen:${max_length}`];
        const { code, stdout, stderr } = await lab(
          ...[`model:${model}`, 'input:in.jsonl', 'output:out.jsonl', 'scores:logits', ...maxlen, '--json'],
        );
        assert.equal(code, 0, stderr);
        const { output, examples } = JSON.parse(stdout) as { output: string; examples: number };
        assert.deepEqual([output, examples], [inHere('out.jsonl'), texts.length]);
        const lines = readLines(output);
        assert.deepEqual(
          lines.map(({ id }) => id),
          texts.map((_, index) => `line-${index}`),
        );
        for (const [row, line] of lines.entries())
          for (const [label, logit] of (logits[row] ?? []).entries()) {
            checked += 1;
            assert.ok(Math.abs((line.logits?.[label] ?? NaN) - logit) < 1e-4, `row ${row}, label ${label}`);
          }
      }
      assert.ok(checked > 100);
    });

  it('GIVEN a relative folder, answers and probabilities THEN they lie between 0 and 1 and micro-F1 is told', async () => {
    const texts = ['기다리던 소식이라 정말 기쁘다', '무섭고 화가 난다'];
    const lines = texts.map((form, index) => ({
      id: `line-${index}`,
      input: { form },
      output: Object.fromEntries(
        ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'].map((label) => [
          label,
          label === 'joy' ? 'True' : 'False',
        ]),
      ),
    }));
    writeFileSync(inHere('answers.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    mkdirSync(inHere('models'), { recursive: true });
    const model = goldenCheckpoint('electra-tiny');
    const { code, stdout, stderr } = await lab(
      ...[`model:${model}`, 'input:./answers.jsonl', 'output:models/out.jsonl', 'scores:probabilities'],
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /2 texts predicted.*micro-F1 against the file's answers 0\.\d{4}/);
    for (const { probabilities } of readLines(inHere('models/out.jsonl')))
      assert.ok(probabilities?.length === 8 && probabilities.every((one) => one > 0 && one < 1));
  });

  it('GIVEN a run THEN its checkpoint predicts, n-grams too', async () => {
    const words = ['train', 'model:ngram', 'epochs:1', 'clean:true', '--json'];
    const { code, stderr } = await runLab(words, { LABMATE_HOME: home });
    assert.equal(code, 0, stderr);
    writeLines('in.jsonl', ['정말 좋다', '싫다']);
    const answer = await lab('run:1', 'input:in.jsonl', 'output:run.jsonl');
    assert.equal(answer.code, 0, answer.stderr);
    assert.equal(readLines(inHere('run.jsonl')).length, 2);
  });

  it('GIVEN a run of several parts THEN the mean of all their checkpoints predicts, and none may be missing', async () => {
    const words = ['train', 'model:tiny', 'epochs:1', 'seeds:2', `data:${folder}`, '--json'];
    const { code, stdout, stderr } = await runLab(words, { LABMATE_HOME: home });
    assert.equal(code, 0, stderr);
    const { run, dir } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      run: string;
      dir: string;
    };
    const answer = await lab(
      `run:${run}`,
      `input:${folder}/test.jsonl`,
      'output:parts.jsonl',
      'scores:logits',
    );
    assert.equal(answer.code, 0, answer.stderr);
    assert.match(answer.stdout, /10 texts predicted .* with the mean of 2 checkpoints/);
    const lines = readLines(inHere('parts.jsonl'));
    const scores = readLines(join(dir, 'test-scores.jsonl'));
    for (const [row, { id, logits = [] }] of lines.entries()) {
      assert.equal(id, scores[row]?.id);
      for (const [label, logit] of logits.entries())
        assert.ok(Math.abs(logit - (scores[row]?.logits?.[label] ?? NaN)) < 1e-5, `row ${row}`);
    }
    rmSync(join(dir, 'parts', '2', 'checkpoint'), { recursive: true });
    assert.match(
      await refusal(`run:${run}`, 'input:in.jsonl', 'output:none.jsonl'),
      /has the checkpoints of 1 of its 2 parts.*`model:.*parts\/1\/checkpoint`/,
    );
  });

  it('GIVEN clean:true THEN its parts come along as in train, and what differs from the checkpoint is told', async () => {
    writeLines('in.jsonl', ['ㅋㅋㅋㅋㅋ 좋다 ★★ https://a.kr/1']);
    const model = `model:${goldenCheckpoint('bert-tiny')}`;
    const scores = async (...words: string[]) => {
      const { code, stderr } = await lab(model, 'input:in.jsonl', 'output:clean.jsonl', ...words);
      assert.equal(code, 0, stderr);
      return { lines: readLines(inHere('clean.jsonl')), stderr };
    };
    const { lines, stderr } = await scores('clean:true');
    assert.match(stderr, /texts are made with symbols:drop, where the checkpoint has symbols:keep/);
    assert.deepEqual((await scores('clean:true', 'symbols:drop', 'repeat:2')).lines, lines);
    assert.notDeepEqual((await scores('clean:true', 'symbols:keep')).lines, lines);
  });

  it("GIVEN answers that are not the task's THEN the scores are written all the same, and why there is no micro-F1", async () => {
    writeFileSync(inHere('odd.jsonl'), '{"id":"a","input":{"form":"좋다"},"output":{"joy":"yes"}}\n');
    const { code, stdout, stderr } = await lab(
      ...[`model:${goldenCheckpoint('bert-tiny')}`, 'input:odd.jsonl', 'output:odd.scores'],
    );
    assert.equal(code, 0, stderr);
    assert.ok(!stdout.includes('micro-F1'));
    assert.match(stderr, /no micro-F1, since the file's answers are not the task's: .*odd\.jsonl, line 1/);
    assert.equal(readLines(inHere('odd.scores')).length, 1);
  });

  it('GIVEN mistakes THEN one sentence each says what to do, and nothing is written', async () => {
    writeLines('in.jsonl', ['정말 좋다']);
    const model = `model:${goldenCheckpoint('bert-tiny')}`;
    const files = ['input:in.jsonl', 'output:none.jsonl'];
    const said = [
      [['input:in.jsonl'], /Type a model or a run, an input and an output/],
      [[model, 'run:1', ...files], /Type a model or a run/],
      [[model, 'input:in.jsonl', 'output:in.jsonl'], /same file/],
      [[model, 'input:in.jsonl', 'output:nowhere/out.jsonl'], /There is no folder .*nowhere/],
      [[model, 'input:in.jsonl', 'output:.'], /is a folder\. Name a file in it/],
      [[model, ...files, 'target:mark'], /does not know them\. Leave target:mark out/],
      [[model, 'input:missing.jsonl', 'output:none.jsonl'], /missing\.jsonl cannot be read/],
      [[model, ...files, 'scores:votes'], /logits, probabilities/],
      [[model, ...files, 'treshold:1'], /no option `treshold`/],
      [['run:99', ...files], /Run “99” has no checkpoint/],
      [['run:../../etc', ...files], /has no checkpoint/],
      [['model:tiny', ...files], /trained from scratch/],
      [[`model:${goldenCheckpoint('roberta-tiny-base')}`, ...files], /no classification head/],
      [['model:in.jsonl', ...files], /There is no model/],
      [[`model:${here}`, ...files], /has no config\.json/],
      [['quickly', model, ...files], /“quickly” is no option/],
    ] as [string[], RegExp][];
    for (const [words, sentence] of said) assert.match(await refusal(...words), sentence);
    writeFileSync(inHere('bad.jsonl'), '{"id":"a"}\n');
    assert.match(await refusal(model, 'input:bad.jsonl', 'output:none.jsonl'), /bad\.jsonl, line 1: input/);
    assert.ok(!existsSync(inHere('none.jsonl')));
  });
});
