import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pino from 'pino';
import { RunBoard } from '../../src/chat/run-board.js';
import { RunMessages } from '../../src/chat/run-messages.js';
import { SweepMessages } from '../../src/chat/sweep-messages.js';
import { textsIn } from '../../src/texts/texts.js';
import { openSweeps } from '../runs/sweep/sweep-lab.js';
import { clientInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('en');

const log = pino({ level: 'silent' });

describe('sweeps in the channel, with the real client in the practice guild', () => {
  const room = clientInGuild();
  const { page } = room;

  const count = (text: string) => page.saying(text).length;

  /** The channel's parts on a store: runs and sweeps. */
  async function channel(home: string) {
    const lab = await openSweeps(home);
    const { where } = room;
    const messages = new RunMessages({ runs: lab.runs, where, texts: () => texts, log });
    const board = new RunBoard({ runs: lab.runs, messages, editSeconds: 0.1, log });
    const told = new SweepMessages({ sweeps: lab.sweeps, where, texts: () => texts, log });
    return {
      lab,
      start: () => (board.start(), told.start()),
      stop: async () => {
        await told.stop();
        await board.stop();
        await lab.stop();
      },
    };
  }

  it('GIVEN a sweep that ended while the channel was away THEN one message tells its author, with a picture, and not again after a restart', async () => {
    const home = temporaryFolder();
    const first = await channel(home);
    await first.lab.start();
    await first.lab.submit({ space: 'dropout=0.3,0.5; epochs=1,2', intent: '드롭아웃은 *얼마나*?' });
    await first.lab.ended('1');
    first.start();
    const message = await page.until(/Sweep 1 is done/);
    assert.match(
      message.content,
      /^<@100000000000000001> Sweep 1 is done: the best is run 3, dev micro-F1 \*\*0\.5000\*\* with `dropout:0\.5 epochs:1` \(4 done\)\.$/,
    );
    assert.match(PracticePage.text(message), /드롭아웃은 \\\*얼마나/);
    assert.match(PracticePage.text(message), /Spec of run 3.*dropout:0\.5/s);
    assert.match(message.embeds[0]?.image?.url ?? '', /sweep-1\.png$/);
    await first.stop();

    const again = await channel(home);
    await again.lab.start();
    again.start();
    await again.lab.runs.submit({ intent: 'a run of a person' }, student);
    await page.until(/a run of a person/);
    await again.stop();
    assert.deepEqual([count('Sweep 1 is done'), count('Run 1'), count('Run 3 is done')], [1, 0, 0]);
    assert.equal(again.lab.store.sweeps()[0]?.told, true);
  });

  it('GIVEN a sweep that halted THEN the channel hears why', async () => {
    const one = await channel(temporaryFolder());
    one.start();
    await one.lab.start();
    await one.lab.submit({ space: 'dropout=0.1,0.2,0.3,0.4', set: 'decay=1' });
    const message = await page.until(/Sweep 1 has stopped by itself/);
    assert.match(
      message.content,
      /3 runs in a row failed\. The last, run 3: train\.jsonl, line 3: no id\. Mend line 3\. No run finished\./,
    );
    await one.stop();
  });
});
