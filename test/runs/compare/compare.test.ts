import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compare } from '../../../src/runs/compare/compare.js';
import { type Asked, parseComparison } from '../../../src/runs/compare/parse-comparison.js';
import type { RawOptions } from '../../../src/runs/check-option.js';
import type { Run } from '../../../src/runs/run.js';
import type { RunStore } from '../../../src/runs/run-store.js';
import type { Runs } from '../../../src/runs/runs.js';
import { UserError } from '../../../src/user-error.js';
import { doneRun, openRuns, student } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];

/** The first eight examples have joy, and no other emotion has anyone; the others have anger. */
const truth = Array.from({ length: 20 }, (_, row) =>
  LABELS.map((label) => label === (row < 8 ? 'joy' : 'anger')),
);
const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function writeData(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const part of ['train', 'dev', 'test'])
    writeFileSync(
      join(folder, `${part}.jsonl`),
      lines(
        truth.map((row, at) => ({
          id: `${part}-${at}`,
          input: { form: at === 3 ? '=SUM(1,2)' : `글 ${at}`, target: null },
          output: Object.fromEntries(LABELS.map((label, i) => [label, row[i] ? 'True' : 'False'])),
        })),
      ),
    );
}

describe('a comparison of runs', () => {
  const home = temporaryFolder();
  const data = join(home, 'data', 'made');
  let runs: Runs;
  let store: RunStore;

  before(async () => {
    writeData(data);
    writeData(join(home, 'data', 'other'));
    writeFileSync(join(home, 'data', 'other', 'train.jsonl'), readFileSync(join(data, 'dev.jsonl')));
    ({ runs, store } = await openRuns(home, (settings) => settings.dataRoots.push(join(home, 'data'))));
  });
  after(() => store.close());

  /** A finished run that is wrong about joy in these rows, and right otherwise. */
  async function run(wrong: readonly number[], options: RawOptions = {}): Promise<Run> {
    const queued = await runs.submit({ data: 'made', again: true, ...options }, student);
    writeScores(queued.id, wrong);
    return store.update(queued.id, {
      state: 'done',
      result: (await template()).result,
      finished_at: new Date(Date.parse(queued.created_at) + 1000 * Number(queued.id)).toISOString(),
    });
  }
  const writeScores = (id: string, wrong: readonly number[], ids = truth.map((_, row) => `dev-${row}`)) =>
    writeFileSync(
      runs.folder(id).devScores,
      lines(
        ids.map((name, row) => ({
          id: name,
          logits: LABELS.map((label, at) => {
            const yes = truth[row]?.[at] === true;
            return (label === 'joy' && wrong.includes(row) ? !yes : yes) ? 2 : -2;
          }),
        })),
      ),
    );
  let made: Run | undefined;
  const template = async () => {
    made ??= await doneRun(runs, 0.6);
    return made;
  };

  const two = async (first: Run, second: Run) => {
    const { comparison } = await compare({ kind: 'two', run: first.id, with: second.id }, runs);
    return comparison as Extract<Awaited<ReturnType<typeof compare>>, { kind: 'two' }>['comparison'];
  };
  const by = async (asked: RawOptions) => {
    const { comparison } = await compare(parseComparison(asked), runs);
    return comparison as Extract<Awaited<ReturnType<typeof compare>>, { kind: 'by' }>['comparison'];
  };
  const refused = (work: () => unknown, identifier: string, sentence: RegExp) =>
    assert.rejects(
      () => Promise.resolve().then(work),
      (error) =>
        error instanceof UserError && error.identifier === identifier && sentence.test(error.message),
    );

  it('GIVEN two runs with the same answers THEN the difference is 0 and they are not distinguishable', async () => {
    const { micro, perLabel, flips, spec } = await two(
      await run([1], { seed: 100 }),
      await run([1], { seed: 101 }),
    );
    assert.deepEqual([micro.difference, micro.low, micro.high, micro.distinguishable], [0, 0, 0, false]);
    assert.equal(micro.first, 38 / 39);
    assert.ok(Object.values(perLabel).every(({ distinguishable }) => !distinguishable));
    assert.deepEqual(flips, []);
    assert.deepEqual(spec, [{ name: 'seed', first: 100, second: 101 }]);
  });

  it('GIVEN a run that has joy right where the other has it wrong THEN joy and the whole differ, and those examples flip', async () => {
    const { micro, perLabel, flips } = await two(await run([0, 1, 2, 3, 12]), await run([12]));
    assert.ok(micro.distinguishable && micro.low > 0, JSON.stringify(micro));
    assert.equal(perLabel.joy?.first, 8 / 13);
    assert.equal(perLabel.joy?.second, 16 / 17);
    assert.ok(perLabel.joy?.distinguishable);
    assert.deepEqual([perLabel.anger?.low, perLabel.anger?.high], [0, 0]);
    assert.deepEqual(
      flips.map(({ example, exact, better, worse }) => [example.id, exact, better, worse]),
      [0, 1, 2, 3].map((row) => [`dev-${row}`, 'wrong->right', ['joy'], []]),
    );
  });

  it('GIVEN the two runs the other way round THEN the difference changes its sign, and so does the interval', async () => {
    const [worse, better] = [await run([0, 1, 2], { seed: 200 }), await run([], { seed: 201 })];
    const [there, back] = [(await two(worse, better)).micro, (await two(better, worse)).micro];
    assert.deepEqual(
      [back.difference, back.low, back.high],
      [0 - there.difference, 0 - there.high, 0 - there.low],
    );
  });

  it('GIVEN runs that differ in the loss alone, for two seeds THEN both pairs and the mean between them; others are left out', async () => {
    const base = { model: 'ngram', epochs: 7 };
    const bce1 = await run([0, 1, 2], { ...base, loss: 'bce', seed: 1 });
    const asl1 = await run([0], { ...base, loss: 'asl', seed: 1 });
    await run([5], { ...base, loss: 'bce', seed: 2 });
    const asl2 = await run([5, 6], { ...base, loss: 'asl', seed: 2 });
    const again = await run([6], { ...base, loss: 'bce', seed: 2 });
    await run([1], { ...base, loss: 'asl', seed: 3 });
    await run([1], { ...base, loss: 'asl', seed: 1, epochs: 8 });
    const { groups } = await by({ by: 'loss', values: 'bce,asl' });
    const [group, ...more] = groups;
    assert.equal(more.length, 0);
    assert.deepEqual(
      group?.pairs.map(({ first, second }) => [first.id, second.id]).sort(),
      [
        [bce1.id, asl1.id],
        [again.id, asl2.id],
      ].sort(),
      'of equal specs the newest',
    );
    const differences = group?.pairs.map(({ micro }) => micro.difference) ?? [];
    assert.ok(
      Math.abs((group?.mean.difference ?? 0) - ((differences[0] ?? 0) + (differences[1] ?? 0)) / 2) < 1e-12,
    );
    const lone = await two(bce1, asl1);
    const pair = group?.pairs.find(({ first }) => first.id === bce1.id)?.micro;
    assert.deepEqual(pair, lone.micro, 'a pair in a table has the interval that it has by itself');
  });

  it("GIVEN ASL with parameters of one's own THEN it pairs with BCE, and with APL only where both are as published", async () => {
    const base = { model: 'ngram', epochs: 9 };
    const bce = await run([], { ...base, loss: 'bce' });
    const asl = await run([], { ...base, loss: 'asl' });
    const sharper = await run([], { ...base, loss: 'asl', gamma_neg: 2 });
    const apl = await run([], { ...base, loss: 'apl' });
    const { groups } = await by({ by: 'loss' });
    const pairs = groups.flatMap((group) =>
      group.pairs.map(({ first, second }) => `${first.id}-${second.id}`),
    );
    for (const wanted of [
      [bce, asl],
      [bce, sharper],
      [bce, apl],
      [asl, apl],
    ])
      assert.ok(pairs.includes(wanted.map(({ id }) => id).join('-')), wanted.map(({ id }) => id).join());
    assert.ok(!pairs.includes(`${sharper.id}-${apl.id}`));
    assert.ok(!pairs.includes(`${asl.id}-${sharper.id}`), 'that is a comparison by gamma_neg');
    const focus = await by({ by: 'gamma_neg' });
    assert.deepEqual(
      focus.groups.map((group) => [group.from, group.to, group.pairs.length]),
      [['2', '4', 1]],
    );
  });

  it('GIVEN clean:true against clean:false THEN what it brings along may differ, what was typed over it may not', async () => {
    const base = { model: 'ngram', epochs: 11 };
    const plain = await run([], base);
    const clean = await run([], { ...base, clean: true });
    await run([], { ...base, clean: true, repeat: 3 });
    const { groups } = await by({ by: 'clean', values: 'no,yes' });
    assert.deepEqual(
      groups.map((group) => group.pairs.map(({ first, second }) => [first.id, second.id])),
      [[[plain.id, clean.id]]],
    );
  });

  it('GIVEN runs that do not compare THEN each is refused by its number, with what to do', async () => {
    const good = await run([], { seed: 300 });
    const ask = (other: string): Asked => ({ kind: 'two', run: good.id, with: other });
    const other = await run([], { seed: 301, data: 'other' });
    await refused(
      () => compare(ask(other.id), runs),
      'compare.data',
      new RegExp(`Run ${other.id} was trained on other data`),
    );
    const labels = await run([], { seed: 302 });
    const { spec } = runs.folder(labels.id);
    writeFileSync(
      spec,
      readFileSync(spec, 'utf8').replace('"joy",', '').replace('"labels": [', '"labels": ["joy2",'),
    );
    await refused(
      () => compare(ask(labels.id), runs),
      'compare.labels',
      new RegExp(`Run ${labels.id} has other labels`),
    );
    const ids = await run([], { seed: 303 });
    writeScores(
      ids.id,
      [],
      truth.map((_, row) => `dev-${row === 4 ? 99 : row}`),
    );
    await refused(
      () => compare(ask(ids.id), runs),
      'compare.examples',
      new RegExp(`Run ${ids.id} cannot.*line 5 of .*“dev-99”.*“dev-4”.*Train it again`),
    );
    writeScores(ids.id, [], ['dev-0']);
    await refused(() => compare(ask(ids.id), runs), 'compare.examples', /has 1 lines, the data file 20/);
    const queued = await runs.submit({ data: 'made', again: true }, student);
    await refused(
      () => compare(ask(queued.id), runs),
      'compare.open',
      /is queued.*Compare it when it is done/,
    );
    await refused(() => compare(ask(good.id), runs), 'compare.same', /Both are run/);
    await refused(() => compare(ask('999'), runs), 'run.unknown', /no run “999”/);
  });

  it('GIVEN questions that cannot be answered THEN the sentence says what to type instead', async () => {
    for (const [asked, identifier, sentence] of [
      [{}, 'compare.what', /Nothing was named.*run:12 with:15/],
      [{ run: '1' }, 'compare.what', /One run alone/],
      [{ run: '1', by: 'loss' }, 'compare.what', /two questions/],
      [{ values: 'bce,asl' }, 'compare.what', /`values` goes with `by`/],
      [{ by: 'epoch' }, 'compare.option', /Did you mean `by:epochs`/],
      [{ by: 'data' }, 'compare.option', /no option of a run/],
      [{ by: 'loss', values: 'bce' }, 'compare.value', /at least two different values/],
      [{ by: 'lr', values: '1e-3,0.001' }, 'compare.value', /at least two different values/],
      [{ by: 'loss', values: 'bce,mse' }, 'option.value', /`loss` must be one of/],
      [{ by: 'loss', values: 'bce,focal' }, 'compare.value', /No finished run has loss:focal/],
      [{ by: 'warmup' }, 'compare.value', /All finished runs have warmup:/],
      [{ by: 'epochs', values: '7,9' }, 'compare.pairs', /differ in nothing but epochs/],
    ] as const)
      await refused(() => compare(parseComparison(asked), runs), identifier, sentence);
  });

  it('GIVEN data that changed since THEN nothing is compared with it', async () => {
    const [one, other] = [await run([], { seed: 400 }), await run([], { seed: 401 })];
    writeFileSync(join(data, 'test.jsonl'), readFileSync(join(data, 'dev.jsonl')));
    await refused(
      () => compare({ kind: 'two', run: one.id, with: other.id }, runs),
      'compare.data',
      /has changed since run \d+ was trained.*Put the old files back/,
    );
  });
});
