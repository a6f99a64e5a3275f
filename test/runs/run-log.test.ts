import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { logMessage } from '../../src/chat/views/log-view.js';
import { runLog } from '../../src/runs/run-log.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the log of a run', () => {
  it('GIVEN epochs, notes and a crash with colours THEN the last lines are plain, and fit into a message', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await doneRun(runs, 0.6);
    const folder = runs.folder(run.id);
    assert.deepEqual(await runLog(folder), []);
    assert.match(logMessage(run, [], textsIn('ko')).content, /실험 1 로그의 끝부분\n아직 기록된/);
    const epoch = (n: number) => ({
      ...{
        type: 'epoch',
        time: '',
        epoch: n,
        train_loss: 0.51234,
        dev_loss: 0.4,
        micro_f1: 0.61,
        macro_f1: 0.5,
      },
      ...{ best: n === 60, seconds: 2, seconds_left: 75 },
    });
    const events = [
      ...Array.from({ length: 60 }, (_, at) => epoch(at + 1)),
      { type: 'note', time: '', message: 'slow' },
    ];
    writeFileSync(folder.events, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    writeFileSync(folder.log, `10%\r50%\r100%\n\u001b[31mError: ${'x'.repeat(900)}\u001b[0m\n\`\`\` \n`);
    const lines = await runLog(folder);
    assert.deepEqual(
      [...lines.slice(-5, -2), lines.at(-1), lines.length],
      ['epoch 60: loss 0.5123, dev 0.4000, micro-F1 0.6100 (best), 2 s', 'slow', '100%', '``` ', 40],
    );
    const { content } = logMessage(run, lines, textsIn('en'));
    assert.ok(content.length <= 2000);
    assert.match(content, /^✅ Log of run 1, its end\n```\nepoch .*\nError: x+…\n''' \n```$/s);
    await store.close();
  });
});
