import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('ensembles: the real bot against the practice guild', { timeout: 300_000 }, () => {
  const room = botInGuild();
  const { page, home } = room;

  before(async () => {
    await page.command('train', { epochs: 1, intent: 'one' });
    await page.until(/Run 1 is done/);
    await page.command('train', { epochs: 1, loss: 'asl', intent: 'another' });
    await page.until(/Run 2 is done/);
  });

  it('GIVEN a fitted method THEN both numbers, the file, and what members are in two pictures', async () => {
    await page.command('ensemble', { top: 2, method: 'greedy', thresholds: 'tuned' });
    const answer = await page.until(/Submission 1 · 2 members · greedy selection[\s\S]*cross-fitted/);
    assert.match(PracticePage.text(answer), /95 % interval [+−]0\.\d{4} to [+−]0\.\d{4}/);
    assert.deepEqual(
      answer.embeds.map(({ image }) => /[a-z-]+\.png/.exec(image?.url ?? '')?.[0]),
      ['without-each.png', 'error-correlations.png'],
    );
    assert.match(answer.attachments[0]?.filename ?? '', /top2-greedy.*\.jsonl$/);
  });

  it('GIVEN a text and a submission THEN its ensemble answers, and submissions are suggested', async () => {
    const [first] = await page.suggestions('predict', 'submission', '1');
    assert.equal(first?.value, '1');
    assert.match(first?.name ?? '', /greedy/);
    await page.command('predict', { text: '정말 고마워', submission: '1' });
    const answer = await page.until(/> 정말 고마워[\s\S]*its own threshold/);
    assert.match(answer.embeds[0]?.footer?.text ?? '', /^submission 1 · dev micro-F1 0\.\d{4}$/);
  });

  it('GIVEN members without test scores THEN they are predicted, and the submission follows by itself', async () => {
    const scores = join(home, 'runs', '2', 'test-scores.jsonl');
    rmSync(scores);
    await page.command('ensemble', { runs: '1,2' });
    await page.until(/Test scores of run 2 are missing\. They are predicted first/);
    const followed = await page.until(/the ensemble that waited for test scores is made[\s\S]*Submission 2/);
    assert.equal(followed.attachments.filter(({ filename }) => filename.endsWith('.jsonl')).length, 1);
    assert.ok(existsSync(scores));
  });

  it('GIVEN that its checkpoint is gone, too THEN what cannot be is told where it was asked', async () => {
    rmSync(join(home, 'runs', '2', 'test-scores.jsonl'));
    rmSync(join(home, 'runs', '2', 'checkpoint'), { recursive: true });
    await page.command('ensemble', { runs: '1,2' });
    await page.until(/was not made\. Run 2 cannot be a member: .*so is the checkpoint/);
  });

  it('GIVEN a public score THEN /submissions lists it, with what is best', async () => {
    await page.command('score', { submission: '1', score: '0.61' });
    await page.until(/Submission 1: public score 0\.6100/);
    await page.command('submissions');
    const list = PracticePage.text(await page.until(/Best: submission 1/));
    assert.match(list, /public \*\*0\.6100\*\*[\s\S]*Scored today: 1\./);
  });
});
