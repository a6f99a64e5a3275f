import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('folds and seeds in the channel', () => {
  const room = botInGuild();
  const { page } = room;

  it('GIVEN /train with folds THEN the result says what each part reached, and the picture has a line for each', async () => {
    await page.command('train', { model: 'ngram', epochs: 2, folds: 3 });
    const result = await page.until(/Run 1 is done/);
    const line = /3 folds: out-of-fold 0\.\d{4}, dev 0\.\d{4} ± 0\.\d{4} each, 0\.\d{4} averaged/;
    assert.match(result.content, line);
    assert.match(PracticePage.text(result), /ensemble of 3 models/);
    assert.match(result.embeds[0]?.image?.url ?? '', /curve\.png$/);
    assert.match(PracticePage.text(await page.until(/✅ Run 1 /)), line);
  });

  it('GIVEN it is compared with a single model THEN the answer says what is held against what', async () => {
    await page.command('train', { model: 'ngram', epochs: 2 });
    await page.until(/Run 2 is done/);
    await page.command('results compare', { run: '2', with: '1' });
    const answer = await page.until(/Run 1 against run 2/);
    assert.match(PracticePage.text(answer), /Run 2 is a single model, run 1 is the average of 3 folds/);
  });

  it('GIVEN /results plot and /predict of it THEN all of its parts are drawn, and answer', async () => {
    await page.command('results plot', { what: 'curves', run: '1' });
    const picture = await page.untilMessage(({ attachments: [first] }) =>
      /^Learning curves of run 1: held-out .* and their mean\. 3 folds/.test(first?.description ?? ''),
    );
    assert.equal(picture.attachments[0]?.filename, 'run-1-curve.png');
    await page.command('predict', { text: '오늘 정말 행복하다', run: '1' });
    const { embeds } = await page.until(/✔ at 0\.5/);
    assert.match(embeds[0]?.footer?.text ?? '', /^run 1 · dev micro-F1/);
  });

  it('GIVEN folds:1 THEN that is refused with what to type', async () => {
    await page.command('train', { model: 'ngram', folds: 1 });
    await page.until(/leave none to train on\. Try `folds:5`/);
  });

  it('GIVEN the sheet THEN folds and seeds are columns of it', async () => {
    const rows = await eventually(async () => {
      const [header, ...others] = await page.runsTab();
      const [folds, seeds] = [header.indexOf('folds'), header.indexOf('seeds')];
      return others.length === 2 ? others.map((row) => [row[folds], row[seeds]]) : undefined;
    });
    assert.deepEqual(rows, [
      [3, 1],
      [0, 1],
    ]);
  });
});
