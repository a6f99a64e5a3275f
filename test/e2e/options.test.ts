import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('options: the real bot against the practice guild', () => {
  const room = botInGuild();
  const { page } = room;

  it('GIVEN /help with an option THEN it is explained, with its defaults by size', async () => {
    await page.command('help', { option: 'lr' });
    const answer = PracticePage.text(await page.until(/Option lr/));
    for (const part of [
      /base: \*\*2e\\?-5\*\*/,
      /large: \*\*1e\\?-5\*\*/,
      /`\/train lr:3e-5`/,
      /Devlin et al\. 2019/,
    ])
      assert.match(answer, part);
  });

  it('GIVEN the first letters THEN options are offered; a wrong one is answered with the nearest', async () => {
    const offered = await page.suggestions('help', 'option', 'gamma');
    assert.deepEqual(offered.map(({ value }) => value).slice(0, 3), ['gamma_neg', 'gamma_pos', 'gamma']);
    await page.command('help', { option: 'lrr' });
    await page.until(/no option `lrr`.*`lr`/);
  });

  it('GIVEN a contradiction THEN the answer ends with the line to type', async () => {
    await page.command('train', { gamma_neg: 4, set: 'label_smoothing=0.1', intent: 'does it help?' });
    await page.until(
      /bce has none.*Type: `\/train loss:asl gamma_neg:4 intent:"does it help\?" set:"label_smoothing=0\.1"`/,
    );
  });

  it('GIVEN a run THEN its card says which defaults were filled in', async () => {
    await page.command('train', { epochs: 1 });
    await page.until(/Run 1[\s\S]*Defaults of ngram: lr 3e\\?-4, batch 32/);
  });
});
