import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { loadImage } from '@napi-rs/canvas';
import type { APIMessage } from 'discord.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('pictures, /explain and /predict: the real bot against the practice guild', () => {
  const room = botInGuild();
  const { page } = room;

  before(async () => {
    await page.command('train', { model: 'ngram', epochs: 2, intent: 'something to look at' });
    await page.until(/Run 1 is done/);
  });

  const widths = async ({ attachments }: APIMessage): Promise<number[]> =>
    Promise.all(
      attachments.map(async ({ url }) => (await loadImage(await (await fetch(url)).arrayBuffer())).width),
    );
  const alts = ({ attachments }: APIMessage): string[] =>
    attachments.map(({ description }) => description ?? '');

  it('GIVEN a run is done THEN its thread has F1 of each label and their confusion in one message', async () => {
    const message = await page.until(/Run 1, label by label on dev/);
    assert.deepEqual(await widths(message), [960, 960]);
    assert.match(alts(message)[0] ?? '', /^Bars: F1 of each label of run 1.*joy 0\.\d{3} \(215\)/);
    assert.match(alts(message)[1] ?? '', /^Heat map of run 1 on dev.* taken for /);
    const posts = page.messages().filter((one) => /label by label/.test(PracticePage.text(one)));
    assert.equal(posts.length, 1);
  });

  it('GIVEN /results plot THEN each picture comes, of the best run where none is named', async () => {
    const found: string[] = [];
    for (const what of ['curves', 'emotions', 'confusion', 'progress']) {
      const before = page.last();
      await page.fate(
        await page.command('results plot', { what, ...(what === 'curves' ? { run: '1' } : {}) }),
      );
      const message = await page.untilMessage(
        ({ id, attachments }) => BigInt(id) > BigInt(before) && attachments.length > 0,
      );
      assert.deepEqual(await widths(message), [960]);
      found.push(...alts(message));
    }
    for (const [at, start] of [
      'Learning curve of run 1',
      'Bars: F1',
      'Heat map',
      'Dev micro-F1 of finished',
    ].entries())
      assert.ok(found[at]?.startsWith(start), found[at]);
  });

  it('GIVEN /explain with a parameter THEN text, paper and curves; suggestions by what it is called', async () => {
    await page.command('explain', { what: 'asl', gamma_neg: 2 });
    const message = await page.until(/asl · asymmetric loss/);
    assert.match(message.embeds[0]?.footer?.text ?? '', /Ridnik et al\. 2021/);
    assert.ok(message.embeds[0]?.image);
    const offered = await page.suggestions('explain', 'what', 'learning r');
    assert.deepEqual(offered[0], { name: 'lr — learning rate', value: 'lr' });
  });

  it('GIVEN /predict THEN eight emotions with bars, and what was typed pings nobody', async () => {
    await page.command('predict', { text: '오늘 정말 행복하다 @everyone `x`', target: '오늘' });
    const message = await page.until(/✔ at 0\.5/);
    const text = PracticePage.text(message);
    assert.match(text, /joy {10}[█░]{10} [01]\.\d\d/);
    assert.equal(text.match(/[█░]{10}/g)?.length, 8);
    assert.match(message.embeds[0]?.footer?.text ?? '', /run 1 · dev micro-F1 0\.\d{4}/);
    assert.deepEqual([message.mentions.length, message.mention_everyone], [0, false]);
  });

  it('GIVEN a run without a result THEN /predict and /results plot say what to do', async () => {
    await page.command('predict', { text: 'x', run: '99' });
    await page.until(/There is no run “99”/);
  });
});
