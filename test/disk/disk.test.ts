import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { Disk } from '../../src/disk/disk.js';
import { lowSpace, warnOfLowSpace } from '../../src/disk/low-space.js';
import { removeCheckpoints } from '../../src/disk/remove-checkpoints.js';
import { sayFreedOn } from '../../src/disk/say-freed-on.js';
import type { Run } from '../../src/runs/run.js';
import { RunStore } from '../../src/runs/run-store.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { textsIn } from '../../src/texts/texts.js';

const english = textsIn('en').say;

const GB = 1e9;

function put(file: string, bytes = 100): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.alloc(bytes, 'x'));
}

/** What freeing must never touch, in each run folder that `fill` fills. */
const STAYS = [
  ...['spec.json', 'events.jsonl', 'events.jsonl.attempt-1', 'metrics.json', 'dev-scores.jsonl'],
  ...['test-scores.jsonl', 'log.txt', 'parts/1/dev-scores.jsonl', 'parts/1/events.jsonl'],
];

function fill(dir: string): void {
  for (const file of STAYS) if (!existsSync(join(dir, file))) put(join(dir, file), 10);
  for (const folder of ['checkpoint', 'checkpoint-last', 'state', 'parts/1/checkpoint', 'parts/2/state'])
    put(join(dir, folder, 'model.safetensors'), 1000);
  put(join(dir, 'checkpoint/nested/config.json'), 1000);
}

/** Runs that ended a month ago, and a disk with as much space as is said. */
async function openDisk({ free = 100 * GB, keep_top = 0 } = {}) {
  const home = temporaryFolder();
  const { store, runs, settings } = await openRuns(home, ({ labmate }) => {
    Object.assign(labmate.disk, { keep_top });
  });
  const said: string[] = [];
  const log = {
    info: (_: object, message: string) => void said.push(message),
    error: (_: object, message: string) => void said.push(message),
  };
  const space = { free, total: 200 * GB };
  const modelCache = join(home, 'hub');
  const disk = new Disk({ store, settings, log, modelCache, space: () => Promise.resolve(space) });
  const oldRun = async (change: Partial<Run> = {}): Promise<Run> => {
    const { id } = await doneRun(runs, 0.5);
    fill(runs.folder(id).dir);
    return store.update(id, {
      finished_at: new Date(Date.now() - 30 * 24 * 3600e3).toISOString(),
      ...change,
    });
  };
  return { home, store, runs, settings, disk, space, said, oldRun };
}

const ids = (some: readonly Run[]) => some.map(({ id }) => id);

describe('the disk', () => {
  it('GIVEN runs, models, backups and submissions THEN each has its bytes, and linked files count once', async () => {
    const { home, disk, runs, store, oldRun } = await openDisk();
    const { id } = await oldRun();
    const { dir } = runs.folder(id);
    linkSync(join(dir, 'checkpoint/model.safetensors'), join(dir, 'state/linked.safetensors'));
    put(join(home, 'hub/models--klue--roberta-base/blobs/abc'), 5000);
    mkdirSync(join(home, 'hub/models--klue--roberta-base/snapshots/1'), { recursive: true });
    symlinkSync(
      '../../blobs/abc',
      join(home, 'hub/models--klue--roberta-base/snapshots/1/model.safetensors'),
    );
    put(join(home, 'backups/labmate-1.json'), 70);
    put(join(home, 'submissions/one.jsonl'), 80);
    const report = await disk.report();
    const { checkpoints, state, scores, logs } = report.runs.parts;
    assert.deepEqual([checkpoints + state, scores, logs], [6000, 30, 40]);
    assert.deepEqual([report.backups, report.submissions, report.runs.count], [70, 80, 1]);
    assert.ok(report.other < 5000, 'the models are counted once');
    assert.deepEqual(report.models.largest, [{ name: 'klue/roberta-base', bytes: 5000 }]);
    assert.equal(report.largest[0]?.run, id);
    assert.deepEqual(ids(report.plan.free.map(({ run }) => run)), [id]);
    await store.close();
  });

  it('GIVEN an old run THEN freeing it removes its checkpoints alone, in its parts too, and the store says when', async () => {
    const { home, disk, runs, store, said, oldRun } = await openDisk();
    const { id } = await oldRun();
    const { dir } = runs.folder(id);
    const before = STAYS.map((file) => readFileSync(join(dir, file)));
    const freed = await disk.free();
    assert.deepEqual([ids(freed.runs), freed.bytes, freed.failed], [[id], 6000, []]);
    assert.deepEqual(
      readdirSync(dir).sort(),
      [...STAYS.filter((file) => !file.includes('/')), 'parts'].sort(),
    );
    assert.deepEqual(readdirSync(join(dir, 'parts/2')), []);
    assert.deepEqual(
      STAYS.map((file) => readFileSync(join(dir, file))),
      before,
    );
    const { checkpoint_freed_at } = runs.require(id);
    assert.ok(checkpoint_freed_at);
    assert.deepEqual(said, ['checkpoints freed']);
    assert.deepEqual((await disk.free()).runs, []);
    assert.equal(
      await sayFreedOn(home, id),
      `Run ${id}'s checkpoint was freed on ${checkpoint_freed_at.slice(0, 10)} to make room; \`npm run lab -- rerun ${id}\` makes it again, as a new run.`,
    );
    await store.close();
    const again = await RunStore.open(home);
    assert.equal(again.get(id)?.checkpoint_freed_at, checkpoint_freed_at);
    await again.close();
  });

  it('GIVEN links in run folders THEN what they lead to stays, is not counted, and no file beside the runs goes', async () => {
    const { home, disk, runs, store, settings, oldRun } = await openDisk();
    const [inside, whole, parts, dir] = [await oldRun(), await oldRun(), await oldRun(), await oldRun()].map(
      ({ id }) => runs.folder(id).dir,
    );
    assert.ok(inside && whole && parts && dir);
    const outside = join(home, 'elsewhere');
    const precious = ['file', 'checkpoint/model', 'one/checkpoint/model', 'run/checkpoint/model'];
    for (const file of precious) put(join(outside, file), 77_000);
    // A link in a checkpoint; the checkpoint itself; the folder of the parts; the whole run.
    symlinkSync(join(outside, 'file'), join(inside, 'checkpoint/link'));
    symlinkSync(outside, join(inside, 'checkpoint/folder'));
    renameSync(join(whole, 'checkpoint'), join(whole, 'gone'));
    symlinkSync(join(outside, 'checkpoint'), join(whole, 'checkpoint'));
    renameSync(join(parts, 'parts'), join(parts, 'gone'));
    symlinkSync(outside, join(parts, 'parts'));
    renameSync(dir, join(home, 'moved'));
    symlinkSync(join(outside, 'run'), dir);
    const { bytes } = await disk.free();
    assert.ok(bytes < 77_000, `${bytes}`);
    for (const file of precious) assert.ok(existsSync(join(outside, file)), file);
    assert.ok(!existsSync(join(inside, 'checkpoint')));
    assert.ok(existsSync(join(whole, 'checkpoint')), 'the link itself is not ours either');
    for (const odd of ['..', '../elsewhere', '1/../../elsewhere', '', '.'])
      await assert.rejects(removeCheckpoints(settings.runsDir, odd), /no number of a run/);
    assert.ok(existsSync(join(outside, 'checkpoint/model')));
    await store.close();
  });

  it('GIVEN a runs folder that is a link to a larger disk THEN its runs are freed like others', async () => {
    const { home, disk, runs, store, settings, oldRun } = await openDisk();
    const { id } = await oldRun();
    renameSync(settings.runsDir, join(home, 'larger'));
    symlinkSync(join(home, 'larger'), settings.runsDir);
    assert.deepEqual(ids((await disk.free()).runs), [id]);
    assert.ok(!existsSync(join(home, 'larger', id, 'checkpoint')));
    assert.ok(
      existsSync(join(home, 'larger', id, 'dev-scores.jsonl')) && runs.require(id).checkpoint_freed_at,
    );
    await store.close();
  });

  it('GIVEN an ensemble that waits for test scores THEN its members keep their checkpoints until it has ended', async () => {
    const { disk, runs, store, oldRun } = await openDisk();
    const [whole, part, other] = [await oldRun(), await oldRun(), await oldRun()];
    const pending = await store.addPendingEnsemble({
      ...{ asked: { top: 2 }, author: student, created_at: '', channel_id: '55', ended: null },
      ...{ members: [whole.id, `${part.id}/1`], missing: [whole.id] },
    });
    assert.deepEqual(ids((await disk.free()).runs), [other.id]);
    for (const { id } of [whole, part]) assert.ok(existsSync(runs.folder(id).checkpoint));
    await store.savePendingEnsemble({ ...pending, ended: { submission: null, problem: 'it failed' } });
    assert.deepEqual(ids((await disk.free()).runs), [whole.id, part.id]);
    await store.close();
  });

  it('GIVEN pinned runs, members of a submission and folders that the store does not know THEN they stay', async () => {
    const { disk, runs, store, settings, oldRun } = await openDisk();
    const [pinned, member, third] = [await oldRun(), await oldRun(), await oldRun()];
    assert.match(english(await disk.pin(pinned, true)), /keeps its checkpoint/);
    assert.ok(member.result);
    await store.addSubmission({
      ...{ created_at: '', author: student, method: 'soft', members: [member.id], submission: '' },
      ...{ sha256: '', dev: member.result.dev, public_scores: [] },
    });
    put(join(settings.runsDir, '99/checkpoint/model'));
    assert.deepEqual(ids((await disk.free()).runs), [third.id]);
    for (const { id } of [pinned, member]) assert.ok(existsSync(runs.folder(id).checkpoint));
    assert.ok(existsSync(join(settings.runsDir, '99/checkpoint/model')));
    await disk.pin(runs.require(pinned.id), false);
    assert.deepEqual(ids((await disk.free()).runs), [pinned.id]);
    assert.match(english(await disk.pin(runs.require(pinned.id), true)), /freed on \d{4}-\d\d-\d\d already/);
    await store.close();
  });

  it('GIVEN a waiting run whose model is another run’s checkpoint THEN that one stays until it has ended', async () => {
    const { disk, runs, store, oldRun } = await openDisk();
    const base = await oldRun();
    put(join(runs.folder(base.id).checkpoint, 'config.json'));
    const next = await runs.submit({ model: runs.folder(base.id).checkpoint }, student, { anywhere: true });
    assert.deepEqual((await disk.plan()).kept.map(({ run, why }) => [run.id, why])[0], [
      base.id,
      `run ${next.id} begins from it`,
    ]);
    await runs.cancelWaiting(next);
    assert.deepEqual(ids((await disk.free()).runs), [base.id]);
    await store.close();
  });

  it('GIVEN two who ask at once THEN it is freed once, and both hear the same', async () => {
    const { disk, store, oldRun } = await openDisk();
    await oldRun();
    const [one, other] = await Promise.all([disk.free(), disk.free()]);
    assert.ok(one === other && one.runs.length === 1);
    await store.close();
  });

  it('GIVEN less space than the rule wants THEN a starting run is noted and logged once, and young ones are freed', async () => {
    const { disk, runs, store, space } = await openDisk({ free: 3.1 * GB });
    const warned: string[] = [];
    const stop = warnOfLowSpace({ store, disk, log: { warn: (_, message) => void warned.push(message) } });
    const young = await doneRun(runs, 0.5);
    fill(runs.folder(young.id).dir);
    const noted = new Promise<Run>((resolve) => {
      const end = store.onChange((run) => {
        if (run.note === null) return;
        end();
        resolve(run);
      });
    });
    const run = await runs.submit({ again: true }, student);
    await runs.started(run);
    const text =
      'Only 3.1 GB are free on the disk, less than 5 GB: `/disk show` says what takes the space, `/disk free` makes some.';
    assert.equal((await noted).note, text);
    assert.deepEqual(ids((await disk.free()).runs), [young.id]);
    assert.deepEqual(warned, [text]);
    space.free = 6 * GB;
    assert.equal(await lowSpace(disk), undefined);
    stop();
    await store.close();
  });

  it('GIVEN a store from before THEN its runs have no freed checkpoint and are not pinned', async () => {
    const { home, store, oldRun } = await openDisk();
    await oldRun();
    await store.close();
    const file = join(home, 'labmate.json');
    const old = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) =>
      key.startsWith('checkpoint_') ? undefined : value,
    );
    writeFileSync(file, old);
    const again = await RunStore.open(home);
    const run = again.get('1');
    assert.deepEqual([run?.checkpoint_freed_at, run?.checkpoint_pinned], [null, false]);
    assert.equal(await sayFreedOn(home, '1'), undefined);
    await again.close();
  });
});
