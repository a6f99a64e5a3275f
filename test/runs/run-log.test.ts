import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { logMessage } from '../../src/chat/views/log-view.js';
import { runLog } from '../../src/runs/run-log.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the log of a run', () => {
  it('GIVEN lines, colours and a bar that was written over THEN the last lines are plain, and fit into a message', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await doneRun(runs, 0.6);
    const folder = runs.folder(run.id);
    assert.deepEqual(await runLog(folder), []);
    assert.match(logMessage(run, [], textsIn('ko')).content, /실험 1 로그의 끝부분\n아직 기록된/);
    const epochs = Array.from({ length: 200 }, (_, at) => `Epoch ${at + 1}/200: dev micro-F1 0.61\n`).join(
      '',
    );
    const crash = `10%\r50%\r100%\n\u001b[31mError: ${'x'.repeat(900)}\u001b[0m\n\n\`\`\` \n`;
    writeFileSync(folder.log, epochs + crash);
    const lines = await runLog(folder);
    assert.equal(lines.length, 40);
    assert.deepEqual(lines.slice(-4, -2), ['Epoch 200/200: dev micro-F1 0.61', '100%']);
    const { content } = logMessage(run, lines, textsIn('en'));
    assert.ok(content.length <= 2000);
    assert.match(content, /^✅ Log of run 1, its end\n```\nEpoch \d+.*\nError: x+…\n''' \n```$/s);
    await store.close();
  });

  it('GIVEN what TensorFlow says on every start THEN only what concerns the run is shown', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const folder = runs.folder((await doneRun(runs, 0.6)).id);
    writeFileSync(
      folder.log,
      [
        'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
        'I0000 00:00:1795525358.253902   20322 port.cc:153] oneDNN custom operations are on. You may see',
        'W0000 00:00:1795525358.253902   20322 gpu.cc:1] Could not load libcudnn',
        'Run 1: ngram, 262152 parameters, 2000 examples.',
      ].join('\n'),
    );
    assert.deepEqual(await runLog(folder), [
      'W0000 00:00:1795525358.253902   20322 gpu.cc:1] Could not load libcudnn',
      'Run 1: ngram, 262152 parameters, 2000 examples.',
    ]);
    await store.close();
  });
});
