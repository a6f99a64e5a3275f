import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { runLab } from '../support/run-lab.js';

describe('a sweep: the real bot, trainings and discord.js against the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;

  it('GIVEN /sweep start and a bot that is killed under it THEN it goes on, and one message tells its end', async () => {
    await page.command('sweep start', {
      ...{ space: 'lr=1e-4..1e-2 log; loss=bce,asl; gamma_neg=0..4', strategy: 'tpe', budget: 5 },
      ...{ set: 'model=ngram epochs=1', intent: 'which rate?' },
    });
    await page.until(/🧭 Sweep 1 · tpe · running/);
    await page.command('sweep status', {});
    await eventually(async () => {
      const { stdout } = await runLab(['sweep', 'status', '--json'], { LABMATE_HOME: home });
      const { runs } = JSON.parse(stdout) as { runs: { state: string }[] };
      return runs.filter(({ state }) => state === 'done').length >= 2 || undefined;
    });
    await room.restart('SIGKILL');
    const end = await page.until(/Sweep 1 is done: the best is run \d.*\(5 done\)/);
    const { self } = await page.state();
    assert.deepEqual(
      end.mentions.map(({ id }) => id),
      [self],
    );
    assert.match(end.embeds[0]?.image?.url ?? '', /sweep-1\.png$/);
    const ofRuns = page.messages().filter((message) => /^.*Run \d/.test(PracticePage.text(message)));
    assert.deepEqual(ofRuns, [], 'no run has a card or a result of its own');
  });

  it('GIVEN its end THEN status has the picture, and its runs are in the sheet and among the best', async () => {
    const last = page.last();
    await page.command('sweep status', { sweep: '1' });
    const status = await page.until(/✅ Sweep 1 · tpe · done/, { after: last });
    assert.match(status.embeds[0]?.image?.url ?? '', /sweep-1\.png$/);
    await page.command('results best', {});
    await page.until(/Best runs by dev micro-F1 \(5 of 5\).*sweep 1: which rate\?/s);
    await eventually(async () => {
      return (await page.runsTab()).length === 6;
    });
  });

  it('GIVEN somebody types THEN parameters and sweeps are offered; GIVEN mistakes THEN a sentence each', async () => {
    const values = async (...typed: [string, string, string]) =>
      (await page.suggestions(...typed)).map(({ value }) => value);
    assert.ok((await values('sweep start', 'space', 'loss')).includes('loss=bce,asl,apl'));
    assert.deepEqual(await values('sweep status', 'sweep', ''), ['1']);
    for (const [words, options, sentence] of [
      ['sweep start', { space: 'lrr=1e-5,1e-4' }, /no option `lrr`.*Did you mean `lr`/],
      ['sweep start', { space: 'lr=1e-5..1e-4 log' }, /no end of values.*budget:20/],
      ['sweep stop', { sweep: '1' }, /queues no more runs: it is done/],
      ['sweep status', { sweep: '7' }, /no sweep “7”/],
    ] as const) {
      const last = page.last();
      assert.equal(await page.fate(await page.command(words, options)), 'acknowledged');
      await page.until(sentence, { after: last });
    }
  });

  it('GIVEN /sweep stop now THEN its run is gone, and the end is told', async () => {
    await page.command('sweep start', { space: 'epochs=900,1000' });
    await eventually(async () => {
      const { stdout } = await runLab(['queue', '--json'], { LABMATE_HOME: home });
      return stdout.includes('"running"') || undefined;
    });
    await page.command('sweep stop', { sweep: '2', now: true });
    await page.until(/Sweep 2 is stopped\./);
    await page.until(/Sweep 2 was stopped: no run finished/);
  });
});
