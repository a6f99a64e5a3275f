import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import {
  memberFolders,
  partFolder,
  type RunFile,
  type RunFolder,
  type ScoreLine,
  scoreLineSchema,
} from '../../src/runs/run-folder.js';
import type { RunSpec } from '../../src/runs/spec.js';
import { evaluateScores } from '../../src/task/evaluate.js';
import { partMetricsSchema, runMetricsSchema } from '../../src/task/metrics.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { sigmoid } from '../../src/task/sigmoid.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type Ended, makeData, makeRun, MODELS, runWorker } from './run-worker.js';

const home = temporaryFolder();
let data: RunFile['data'];
let runs = 0;

before(async () => {
  data = await makeData(join(home, 'small'));
});

async function train(spec: Partial<RunSpec>, model: RunFile['model'] = MODELS.ngram) {
  const folder = await makeRun(join(home, `run-${(runs += 1)}`), data, { model, spec });
  const ended = await runWorker(folder);
  assert.equal(ended.code, 0, ended.log);
  return { folder, ...ended };
}

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
const metricsOf = async ({ metrics }: RunFolder) => runMetricsSchema.parse(await json(metrics));
const partMetricsOf = async ({ metrics }: RunFolder) => partMetricsSchema.parse(await json(metrics));

async function scoresIn(file: string): Promise<ScoreLine[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => scoreLineSchema.parse(JSON.parse(line)));
}

async function meanOf(files: string[]): Promise<ScoreLine[]> {
  const all = await Promise.all(files.map(scoresIn));
  return (all[0] ?? []).map(({ id, logits }, row) => ({
    id,
    logits: logits.map((_, label) =>
      all.reduce((sum, lines) => sum + (lines[row]?.logits[label] ?? NaN) / all.length, 0),
    ),
  }));
}

function assertClose(actual: ScoreLine[], expected: ScoreLine[]) {
  assert.deepEqual(
    actual.map(({ id }) => id),
    expected.map(({ id }) => id),
  );
  for (const [row, { logits }] of actual.entries())
    for (const [label, logit] of logits.entries())
      assert.ok(Math.abs(logit - (expected[row]?.logits[label] ?? NaN)) < 1e-12, `row ${row}`);
}

const epochsOf = ({ events }: Pick<Ended, 'events'>, part?: number) =>
  events.flatMap((event) => (event.type === 'epoch' && event.part === part ? [event] : []));

/** Micro-F1 at 0.5 of the lines of a file against the answers of the train or dev file. */
async function microF1(lines: ScoreLine[], file: string): Promise<number> {
  const task = (await json(join(home, 'run-1', 'spec.json'))) as { task: { labels: string[] } };
  const { labels } = task.task;
  const answers = new Map((await readLabelledExamples(file, labels)).map((one) => [one.id, one.labels]));
  return evaluateScores(
    lines.map(({ logits }) => logits.map(sigmoid)),
    lines.map(({ id }) => answers.get(id) ?? assert.fail(`${id} is not in ${file}`)),
    labels,
  ).micro_f1;
}

describe('folds', () => {
  it('GIVEN 4 folds THEN each train example is held out once, and its out-of-fold scores are that part’s', async () => {
    const { folder, events } = await train({ folds: 4 });
    const oof = await scoresIn(folder.oofScores);
    const trainIds = (await readFile(data.train, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      oof.map(({ id }) => id),
      trainIds.map((line) => (JSON.parse(line) as { id: string }).id),
    );
    const heldOut = await Promise.all(
      [1, 2, 3, 4].map((part) => scoresIn(partFolder(folder, part).heldOutScores)),
    );
    assert.deepEqual(
      heldOut.map(({ length }) => length),
      [10, 10, 10, 10],
    );
    const byId = new Map(heldOut.flat().map((line) => [line.id, line]));
    assert.equal(byId.size, 40);
    for (const line of oof) assert.deepEqual(line, byId.get(line.id));
    const starts = events.flatMap((event) => (event.type === 'start' ? [event] : []));
    assert.deepEqual(
      starts.map(({ part, examples }) => [part, examples]),
      [1, 2, 3, 4].map((part) => [part, { train: 30, dev: 20, test: 10, held_out: 10 }]),
    );
    const { oof: metrics } = await metricsOf(folder);
    assert.equal(metrics?.micro_f1, await microF1(oof, data.train));
  });

  it('GIVEN parts THEN the run’s scores are the mean of their logits, and every number is of its file', async () => {
    const { folder } = await train({ folds: 4 }, MODELS.encoder);
    const own = memberFolders(folder, { folds: 4, seeds: 1 });
    assertClose(await scoresIn(folder.devScores), await meanOf(own.map(({ devScores }) => devScores)));
    assertClose(await scoresIn(folder.testScores), await meanOf(own.map(({ testScores }) => testScores)));
    const { dev, parts = [], spread } = await metricsOf(folder);
    assert.equal(dev.micro_f1, await microF1(await scoresIn(folder.devScores), data.dev));
    for (const { part, ...result } of parts) {
      const files = partFolder(folder, part);
      const metrics = await partMetricsOf(files);
      assert.equal(result.dev, await microF1(await scoresIn(files.devScores), data.dev));
      assert.equal(result.held_out, await microF1(await scoresIn(files.heldOutScores), data.train));
      assert.deepEqual([metrics.dev.micro_f1, metrics.held_out?.micro_f1], [result.dev, result.held_out]);
      assert.ok(existsSync(join(files.checkpoint, 'model.safetensors')));
    }
    assert.ok(!existsSync(folder.checkpoint) && !existsSync(folder.state));
    const devs = parts.map((part) => part.dev);
    const mean = devs.reduce((sum, one) => sum + one, 0) / 4;
    const sd = Math.sqrt(devs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 3);
    assert.ok(Math.abs((spread?.dev.mean ?? NaN) - mean) < 1e-12);
    assert.ok(Math.abs((spread?.dev.sd ?? NaN) - sd) < 1e-12);
  });

  it('GIVEN epochs of which later ones are worse THEN the best is chosen by what is held out, and dev has no part in it', async () => {
    const fast = { lr: 0.5, schedule: 'constant', warmup: 0, epochs: 5, dropout: 0, patience: 2 } as const;
    const { folder, events } = await train({ ...fast, folds: 2 });
    const { parts = [] } = await metricsOf(folder);
    for (const { part, best_epoch, held_out } of parts) {
      const epochs = epochsOf({ events }, part);
      const most = Math.max(...epochs.map(({ micro_f1 }) => micro_f1));
      assert.equal(epochs.find(({ micro_f1 }) => micro_f1 === most)?.epoch, best_epoch);
      assert.equal(held_out, most);
    }
    // The same training data, other dev answers: what was learned and chosen stays as it was.
    const otherDev = await makeData(join(home, 'other-dev'), (part, lines) =>
      part === 'dev' ? lines.map((line) => line.replaceAll('"False"', '"True"')) : lines,
    );
    const other = await makeRun(join(home, 'other'), otherDev, { spec: { ...fast, folds: 2 } });
    assert.equal((await runWorker(other)).code, 0);
    for (const { part } of parts)
      assert.equal(
        await readFile(partFolder(other, part).testScores, 'utf8'),
        await readFile(partFolder(folder, part).testScores, 'utf8'),
      );
  });
});

describe('seeds', () => {
  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: GIVEN 2 seeds THEN each part equals the run with that seed, bit for bit`, async () => {
      const { folder, events } = await train({ seeds: 2, seed: 7 }, model);
      for (const part of [1, 2]) {
        const alone = await train({ seed: 6 + part }, model);
        const own = partFolder(folder, part);
        for (const file of ['devScores', 'testScores'] as const)
          assert.equal(await readFile(own[file], 'utf8'), await readFile(alone.folder[file], 'utf8'));
        assert.equal(
          await readFile(join(own.checkpoint, 'model.safetensors'), 'base64'),
          await readFile(join(alone.folder.checkpoint, 'model.safetensors'), 'base64'),
        );
        assert.deepEqual(
          epochsOf({ events }, part).map(({ dev_loss, micro_f1 }) => [dev_loss, micro_f1]),
          epochsOf(alone).map(({ dev_loss, micro_f1 }) => [dev_loss, micro_f1]),
        );
      }
      assert.ok(!existsSync(folder.oofScores));
    });

  it('GIVEN folds, too, THEN the first parts are those of the folds alone, and out-of-fold scores are means over seeds', async () => {
    const alone = await train({ folds: 2, seed: 7 });
    const { folder } = await train({ folds: 2, seeds: 2, seed: 7 });
    const { parts = [] } = await metricsOf(folder);
    assert.deepEqual(
      parts.map(({ part, seed, fold }) => [part, seed, fold]),
      [
        [1, 7, 1],
        [2, 7, 2],
        [3, 8, 1],
        [4, 8, 2],
      ],
    );
    for (const part of [1, 2])
      assert.equal(
        await readFile(partFolder(folder, part).heldOutScores, 'utf8'),
        await readFile(partFolder(alone.folder, part).heldOutScores, 'utf8'),
      );
    const oof = new Map((await scoresIn(folder.oofScores)).map((line) => [line.id, line]));
    for (const fold of [1, 2]) {
      const mean = await meanOf([fold, fold + 2].map((part) => partFolder(folder, part).heldOutScores));
      assertClose(
        mean.map(({ id }) => oof.get(id) ?? assert.fail(id)),
        mean,
      );
    }
  });
});

describe('a part that fails', () => {
  it('GIVEN NaN in part 3 THEN the run fails and says which part, and the files of the others stay', async () => {
    const folder = await makeRun(join(home, 'nan'), data, { spec: { seeds: 3, epochs: 2 } });
    const killed = await runWorker(folder, (log, child) => {
      if (log.includes('Part 3 of 3')) child.kill('SIGKILL');
    });
    assert.equal(killed.signal, 'SIGKILL');
    const file = (await json(folder.spec)) as RunFile;
    const spec = { ...file.spec, batch: 64, epochs: 6, lr: 1e38, warmup: 0.9, grad_clip: 0 };
    await writeFile(folder.spec, JSON.stringify({ ...file, spec }));
    const { code, events } = await runWorker(folder);
    const failed = events.at(-1);
    assert.equal(code, 1);
    assert.ok(failed?.type === 'failed' && failed.reason === 'nan', JSON.stringify(failed));
    assert.match(failed.message, /^It stopped in part 3 of 3 because /);
    for (const part of [1, 2]) {
      await partMetricsOf(partFolder(folder, part));
      assert.equal((await scoresIn(partFolder(folder, part).testScores)).length, 10);
    }
    assert.ok(!existsSync(folder.metrics));
  });
});
