import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { sameRunInChat } from '../../src/chat/views/same-run.js';
import type { RawOptions } from '../../src/runs/check-option.js';
import type { RunStore } from '../../src/runs/run-store.js';
import type { Runs } from '../../src/runs/runs.js';
import { saySame, SameRunError } from '../../src/runs/same-run-error.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const kim = { id: null, name: 'Kim' };

describe('a run that is there already', () => {
  let home: string;
  let store: RunStore;
  let runs: Runs;

  /** Data and model folders of the test's own, so that it can change them. */
  beforeEach(async () => {
    home = temporaryFolder();
    for (const part of ['train', 'dev', 'test']) write(join('data', 'mine', `${part}.jsonl`), part);
    write(join('models', 'base', 'config.json'), '{}');
    ({ store, runs } = await openRuns(home, (settings) => {
      settings.dataRoots = [join(home, 'data'), ...settings.dataRoots];
      settings.modelRoots = [join(home, 'models')];
    }));
  });

  function write(file: string, text: string): void {
    mkdirSync(join(home, file, '..'), { recursive: true });
    writeFileSync(join(home, file), text);
  }

  const submit = (options: RawOptions) => runs.submit(options, student);
  const refused = (options: RawOptions): Promise<string> =>
    submit(options).then(
      ({ id }) => assert.fail(`it was queued as run ${id}`),
      (error: unknown) => {
        assert.ok(error instanceof SameRunError, String(error));
        return error.message;
      },
    );

  it('GIVEN a finished one THEN it is named with its age, score, author and intent, and nothing is queued', async () => {
    const run = await runs.submit({ loss: 'asl', intent: 'does ASL\nhelp?', data: 'mine' }, kim);
    await doneRun(runs, 0.5);
    await store.update(run.id, {
      ...{ state: 'done', result: store.get('2')?.result ?? null },
      finished_at: new Date(Date.now() - 3 * 86_400_000 - 1000).toISOString(),
    });
    assert.equal(
      await refused({ loss: 'asl', intent: 'another why', data: 'mine' }),
      'That is run 1 (3 days ago, 0.5000, by Kim: “does ASL help?”). Type `again:true` to run it all the same, or change something (`seed:43` …).',
    );
    assert.equal(store.list().length, 2);
    await store.close();
  });

  it('GIVEN one that waits or trains THEN that is said; one that failed or was cancelled does not count', async () => {
    const run = await submit({ epochs: 3 });
    assert.match(
      await refused({ epochs: 3 }),
      /^Run 1 waits with exactly this \(by Student\)\. Type `again:true`/,
    );
    await runs.started(run);
    assert.match(await refused({ epochs: 3 }), /^Run 1 trains with exactly this/);
    for (const state of ['failed', 'cancelled'] as const) {
      await store.update(run.id, { state });
      const next = await submit({ epochs: 3 });
      await store.update(next.id, { state: 'cancelled' });
    }
    await store.close();
  });

  it('GIVEN again:true THEN it is queued, in `set` as well; the finished one is told before one that waits', async () => {
    await doneRun(runs, 0.6);
    assert.equal((await submit({ again: true })).id, '2');
    assert.equal((await submit({ set: 'again=yes' })).id, '3');
    assert.match(await refused({}), /^That is run 1 \(/);
    await assert.rejects(submit({ again: 'perhaps' }), /`again` must be true or false/);
    await store.close();
  });

  it('GIVEN any setting differs THEN it is another run; a default that is typed is the same', async () => {
    await submit({});
    for (const options of [
      ...[{ seed: 43 }, { loss: 'asl' }, { loss: 'asl', gamma_neg: 2 }, { maxlen: 64 }, { clean: true }],
      ...[
        { set: 'shuffle=false' },
        { set: 'label_smoothing=0.1' },
        { set: 'accumulate=2' },
        { model: 'tiny' },
      ],
      { data: 'mine' },
    ])
      await submit(options);
    assert.match(
      await refused({ model: 'ngram', seed: '42', loss: 'bce', intent: 'typed out' }),
      /Run 1 waits/,
    );
    await store.close();
  });

  it('GIVEN data under another name THEN it is the same; the name with other data is not', async () => {
    await submit({ data: 'mine' });
    cpSync(join(home, 'data', 'mine'), join(home, 'data', 'copy'), { recursive: true });
    assert.match(await refused({ data: 'copy' }), /Run 1 waits/);
    write(join('data', 'mine', 'train.jsonl'), 'one more line');
    await submit({ data: 'mine' });
    await store.close();
  });

  it('GIVEN a model folder whose files changed THEN it is another model', async () => {
    await submit({ model: 'base' });
    assert.match(await refused({ model: 'base' }), /Run 1 waits/);
    utimesSync(join(home, 'models', 'base', 'config.json'), 1, 1);
    assert.equal((await submit({ model: 'base' })).id, '2');
    await store.close();
  });

  it('GIVEN a catalogue entry that means another model now THEN it is another run', async () => {
    await submit({});
    const file = runs.folder('1').spec;
    const saved = JSON.parse(readFileSync(file, 'utf8')) as { model: { settings: Record<string, unknown> } };
    saved.model.settings.buckets = 7;
    writeFileSync(file, JSON.stringify(saved));
    assert.equal((await submit({})).id, '2');
    await store.close();
  });

  it('GIVEN a run from before a parameter could be chosen THEN its published value is the same', async () => {
    await submit({ loss: 'asl' });
    await store.close();
    const file = join(home, 'labmate.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"detach":true', '"detach":null'));
    ({ store, runs } = await openRuns(home));
    assert.equal(store.get('1')?.spec.detach, null);
    assert.match(await refused({ loss: 'asl' }), /Run 1 waits/);
    await store.close();
  });

  it('GIVEN two who ask for the same at once THEN one is queued and the other is told of it', async () => {
    const asked = await Promise.allSettled([submit({}), submit({}), submit({ seed: 1 })]);
    const [one, other, another] = asked.map(({ status }) => status);
    // Whichever was first: their data is hashed at the same time.
    assert.deepEqual([one, other].sort(), ['fulfilled', 'rejected']);
    assert.equal(another, 'fulfilled');
    assert.equal(store.list().length, 2);
    await store.close();
  });

  it('GIVEN a restart THEN it is still known', async () => {
    await submit({});
    await store.close();
    ({ store, runs } = await openRuns(home));
    assert.match(await refused({}), /Run 1 waits/);
    await store.close();
  });

  it("GIVEN markdown in people's words THEN the channel shows it as typed, and a terminal as it is", async () => {
    const run = await runs.submit({ intent: '**now** @everyone' }, { id: '1', name: 'K_im' });
    const error = new SameRunError(run, new Date());
    assert.match(error.message, /by K_im: “\*\*now\*\* @everyone”/);
    assert.match(sameRunInChat(error).message, /by K\\_im: “\\\*\\\*now\\\*\\\* @everyone”/);
    const long = saySame({ ...run, intent: 'x'.repeat(500) }, new Date());
    assert.match(textsIn('en').say(long), /“x{120}…”/);
    await store.close();
  });
});
