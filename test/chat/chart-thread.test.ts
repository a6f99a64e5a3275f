import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { loadImage } from '@napi-rs/canvas';
import { ChartThread } from '../../src/chat/chart-thread.js';
import type { WorkerEvent } from '../../src/runs/worker-event.js';
import { textsIn } from '../../src/texts/texts.js';
import { eventually } from '../support/eventually.js';

const english = textsIn('en');

type Epoch = Extract<WorkerEvent, { type: 'epoch' }>;

const epochs = [1, 2, 3].map((epoch): Epoch => ({
  ...{ type: 'epoch', time: '', epoch, train_loss: 1 / epoch, dev_loss: 1.1 / epoch, micro_f1: 0.5 },
  ...{ macro_f1: 0.5, best: true, seconds: 1, seconds_left: 1 },
}));

/** A thread that dies, without an answer, of the title "dies", and answers others with their title. */
const mortal = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, args: [title] }) => {
      if (title === 'dies') throw new Error('struck by lightning');
      parentPort.postMessage({ id, png: new TextEncoder().encode(title) });
    });`)}`,
);

describe('the thread that draws charts', () => {
  const thread = new ChartThread();
  after(() => thread.stop());

  it('GIVEN an epoch list and a Korean title THEN a picture of 960 pixels comes back', async () => {
    const png = await thread.draw('learningCurve', '실험 1', epochs, english);
    assert.equal((await loadImage(png)).width, 960);
  });

  it('GIVEN charts all at once THEN each caller gets its own, as if it were alone', async () => {
    const titles = Array.from({ length: 6 }, (_, at) => `run ${at}`);
    const together = await Promise.all(
      titles.map((title) => thread.draw('learningCurve', title, epochs, english)),
    );
    for (const [at, title] of titles.entries())
      assert.deepEqual(together[at], await thread.draw('learningCurve', title, epochs, english));
  });

  it('GIVEN a chart that cannot be drawn THEN its error comes back, and the next one is drawn', async () => {
    await assert.rejects(
      thread.draw('learningCurve', 'no list', undefined as unknown as Epoch[], english),
      TypeError,
    );
    await assert.rejects(
      thread.draw('unheard of' as 'learningCurve', '', [], english),
      /no chart “unheard of”/,
    );
    assert.ok((await thread.draw('learningCurve', 'again', epochs, english)).length > 0);
  });

  it('GIVEN arguments that cannot be sent THEN that is the error', async () => {
    const unsendable = [() => undefined] as unknown as Epoch[];
    await assert.rejects(thread.draw('learningCurve', '', unsendable, english), { name: 'DataCloneError' });
  });

  it('GIVEN the thread dies THEN what it drew fails with the cause, and the next chart starts another', async () => {
    const other = new ChartThread(mortal);
    await assert.rejects(other.draw('learningCurve', 'dies', epochs, english), (error: Error) => {
      assert.match(error.message, /the thread that draws charts ended/);
      return /struck by lightning/.test(String(error.cause));
    });
    assert.equal(String(await other.draw('learningCurve', 'lives', epochs, english)), 'lives');
    await other.stop();
  });

  it('GIVEN it is stopped while it draws THEN the chart is finished first', async () => {
    const other = new ChartThread();
    const drawn = other.draw('learningCurve', 'the last one', epochs, english);
    await other.stop();
    assert.ok((await drawn).length > 0);
  });

  it('GIVEN it went since nothing was drawn THEN the next chart is drawn all the same', async () => {
    const other = new ChartThread(undefined, { idleMs: 1 });
    for (const title of ['one', 'two']) {
      assert.ok((await other.draw('learningCurve', title, epochs, english)).length > 0);
      await eventually(() => !other.isAwake);
    }
    await other.stop();
  });

  it('GIVEN nobody stops it THEN a process draws to the end, and ends by itself', () => {
    const file = (name: string) => new URL(`../../src/${name}.js`, import.meta.url).href;
    const program = `
      const { charts } = await import(${JSON.stringify(file('chat/chart-thread'))});
      const { textsIn } = await import(${JSON.stringify(file('texts/texts'))});
      const png = await charts.learningCurve('', ${JSON.stringify(epochs)}, textsIn('ko'));
      process.stdout.write(String(png.length));`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
    assert.equal(ended.status, 0, String(ended.stderr));
    assert.ok(Number(ended.stdout) > 1000);
  });
});
