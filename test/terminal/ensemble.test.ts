import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData } from '../training/run-worker.js';

const home = temporaryFolder();
const data = join(home, 'small-data');

type Ensemble = {
  submission: string;
  members: string[];
  method: string;
  dev: { micro_f1: number };
  dev_cross_fitted: { micro_f1: number } | null;
  number: string;
  sha256: string;
};

async function lab(...words: string[]): Promise<{ json: unknown; stderr: string }> {
  const { code, stdout, stderr } = await runLab([...words, '--json'], { LABMATE_HOME: home });
  assert.equal(code, 0, stderr);
  return { json: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), stderr };
}
const ensemble = async (...words: string[]) => (await lab('ensemble', ...words)).json as Ensemble;

describe('lab ensemble, over runs that were trained', { timeout: 300_000 }, () => {
  before(async () => {
    await makeData(data);
    const train = (...words: string[]) => lab('train', `data:${data}`, 'model:ngram', 'epochs:2', ...words);
    await train('loss:bce');
    await train('loss:asl');
    await train('loss:bce', 'folds:2');
    await train('loss:asl', 'folds:2');
  });

  it('GIVEN runs THEN the file and the promised names, and both numbers of what was fitted', async () => {
    const made = await ensemble('top:2', 'method:greedy', 'thresholds:tuned');
    assert.equal(made.method, 'greedy');
    assert.equal(made.members.length, 2);
    assert.equal(typeof made.dev.micro_f1, 'number');
    assert.equal(typeof made.dev_cross_fitted?.micro_f1, 'number');
    assert.equal(readFileSync(made.submission, 'utf8').trimEnd().split('\n').length, 10);
  });

  it('GIVEN folds THEN they are members of their own, and stacking learns out of fold', async () => {
    assert.deepEqual((await ensemble('runs:3,4', 'parts:true')).members, ['3/1', '3/2', '4/1', '4/2']);
    assert.deepEqual((await ensemble('runs:1,4/2')).members, ['1', '4/2']);
    const stacked = await ensemble('runs:3,4', 'method:stack');
    assert.equal(stacked.dev_cross_fitted?.micro_f1, stacked.dev.micro_f1);
  });

  it('GIVEN members without test scores THEN they are predicted first, and the file is the same', async () => {
    const whole = await ensemble('runs:1,3,4/2');
    for (const folder of ['1', '3', '4/parts/2']) rmSync(join(home, 'runs', folder, 'test-scores.jsonl'));
    const { json, stderr } = await lab('ensemble', 'runs:1,3,4/2');
    assert.equal((json as Ensemble).sha256, whole.sha256);
    assert.match(stderr, /Test scores of 3 members are missing \(1, 3, 4\/2\)/);
  });

  it('GIVEN a text THEN the ensemble of a submission answers it', async () => {
    const { number } = await ensemble('runs:1,2');
    const { json } = await lab('predict', 'text:정말 고마워', `submission:${number}`);
    const { submission, labels } = json as { submission: string; labels: { probability: number }[] };
    assert.equal(submission, number);
    assert.equal(labels.length, 8);
    for (const { probability } of labels) assert.ok(probability > 0 && probability < 1);
  });

  it('GIVEN a score of the leaderboard THEN submissions lists it', async () => {
    await lab('score', 'submission:1', '0.61');
    const { json } = await lab('submissions');
    const { submissions, best, today } = json as {
      submissions: { submission: string; public: number | null }[];
      best: string;
      today: object;
    };
    assert.equal(best, '1');
    assert.equal(submissions.at(-1)?.public, 0.61);
    assert.deepEqual(today, { scored: 1, limit: null });
  });

  it('GIVEN what does not fit together THEN one sentence and status 1', async () => {
    for (const [words, sentence] of [
      [['top:9'], /Only 4 finished runs: 9 were asked for/],
      [['runs:1,3/7'], /Run 3\/7 cannot be a member: run 3 has 2 parts/],
      [['top:3', 'diverse:model'], /Finished runs of only 1 model: 3 were asked for/],
    ] as const) {
      const { code, stdout, stderr } = await runLab(['ensemble', ...words], { LABMATE_HOME: home });
      assert.equal(code, 1);
      assert.equal(stdout, '');
      assert.match(stderr, sentence);
    }
  });
});
