import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { leaderboard } from '../../src/chat/views/leaderboard-view.js';
import { publicLeaderboard } from '../../src/chat/views/public-leaderboard.js';
import { resultEmbed } from '../../src/chat/views/run-result.js';
import { pearson, spearman } from '../../src/runs/correlation.js';
import { devAgainstPublic, sayAgreement } from '../../src/runs/dev-against-public.js';
import { isDone } from '../../src/runs/leaderboard.js';
import { noteScore, sayNoted } from '../../src/runs/note-score.js';
import { rankPublic } from '../../src/runs/public-ranking.js';
import { earlierScores, parsePublicScore, publicScore } from '../../src/runs/public-score.js';
import type { Author } from '../../src/runs/run.js';
import { runText } from '../../src/terminal/run-text.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, resultOf, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('en');

const kim = { id: null, name: 'K_im' };

/** Finished runs with these dev scores, and a submission of the first two. */
async function finished(...scores: number[]) {
  const home = temporaryFolder();
  const opened = await openRuns(home);
  for (const score of scores) await doneRun(opened.runs, score);
  const submission = await opened.store.addSubmission({
    ...{ created_at: '2026-11-23T10:00:00.000Z', author: student, method: 'soft', members: ['1', '2'] },
    ...{ submission: '/s/file.jsonl', sha256: 'f00', dev: resultOf(0.65).dev, public_scores: [] },
  });
  let minute = 0;
  const note = (raw: Record<string, string>, author: Author = student) =>
    noteScore(raw, author, opened.runs, new Date(Date.UTC(2026, 10, 24, 0, minute++)));
  const agreement = () => devAgainstPublic(rankPublic(opened.store.list(), opened.store.submissions()));
  return { ...opened, home, submission, note, agreement };
}

describe('a score as people type it', () => {
  for (const [typed, score] of [
    ['0.874', 0.874],
    ['.874', 0.874],
    ['0,874', 0.874],
    ['87.4', 0.874],
    ['87.4%', 0.874],
    ['87.4 %', 0.874],
    ['100%', 1],
    ['1', 1],
    ['0', 0],
    ['0%', 0],
    ['none', null],
  ] as const)
    it(`GIVEN ${typed} THEN it is ${String(score)}`, () => assert.equal(parsePublicScore(typed), score));

  for (const typed of ['', 'high', '-0.1', '101', '1e-1', '0.8.7', 'NaN', '0x1'])
    it(`GIVEN “${typed}” THEN it says what to type`, () =>
      assert.throws(() => parsePublicScore(typed), /from 0 to 1.*`score:0\.874`/));

  it('GIVEN a share with a per-cent sign THEN it asks which is meant', () =>
    assert.throws(() => parsePublicScore('0.874%'), /would be 0\.00874.*`score:0\.874`/));
});

describe('the public score', () => {
  it('GIVEN a run THEN its score is kept with who and when, over a restart, and corrections stay', async () => {
    const { store, note, home } = await finished(0.6);
    assert.equal(
      sayNoted(await note({ run: '1', score: '0.62' }, kim)),
      'Run 1: public score 0.6200, +0.0200 against dev (0.6000).',
    );
    assert.match(
      sayNoted(await note({ run: '#1', score: '59%' })),
      /0\.5900, −0\.0100 .* It was 0\.6200 before\.$/,
    );
    assert.match(sayNoted(await note({ run: '1', score: '0.59' })), /noted already/);
    await store.close();
    const again = await openRuns(home);
    const run = again.runs.require('1');
    assert.deepEqual([publicScore(run), earlierScores(run), run.public_scores.length], [0.59, [0.62], 2]);
    assert.deepEqual(run.public_scores[0], { score: 0.62, at: '2026-11-24T00:00:00.000Z', author: kim });
    await again.store.close();
  });

  it('GIVEN a mistaken one THEN none takes it back, and it is ranked no more', async () => {
    const { store, note } = await finished(0.6);
    await note({ run: '1', score: '0.9' });
    assert.match(
      sayNoted(await note({ run: '1', score: 'none' })),
      /no public score any more; 0\.9000 is taken back/,
    );
    assert.deepEqual(rankPublic(store.list(), []), []);
    assert.match(
      sayNoted(await note({ run: '1', score: 'none' })),
      /no public score that could be taken back/,
    );
    await store.close();
  });

  it('GIVEN a submission THEN it has its own, over a restart', async () => {
    const { store, note, home } = await finished(0.6, 0.61);
    assert.match(
      sayNoted(await note({ submission: '1', score: '0.7' })),
      /^Submission 1: public score 0\.7000, \+0\.0500/,
    );
    await store.close();
    const again = await openRuns(home);
    assert.equal(again.store.submission('1')?.public_scores[0]?.score, 0.7);
    await again.store.close();
  });

  it('GIVEN a store from before THEN nothing has a score, and one can be noted', async () => {
    const { store, home } = await finished(0.6);
    await store.close();
    const file = join(home, 'labmate.json');
    const old = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) =>
      key === 'public_scores' ? undefined : value,
    );
    writeFileSync(file, old);
    const again = await openRuns(home);
    assert.equal(publicScore(again.runs.require('1')), undefined);
    await noteScore({ submission: '1', score: '0.7' }, student, again.runs);
    await again.store.close();
  });

  for (const [raw, sentence] of [
    [{ score: '0.8' }, /to a run or to a submission.*`score run:12 score:0\.874`/],
    [{ run: '1', submission: '1', score: '0.8' }, /to a run or to a submission/],
    [{ run: '9', score: '0.8' }, /no run “9”/],
    [{ submission: '9', score: '0.8' }, /no submission “9”.*from 1 to 1/],
    [{ run: '1', score: 'good' }, /from 0 to 1/],
    [{ run: '1' }, /`score` must be a text/],
    [{ run: '2', score: '0.8' }, /Run 2 is queued: only a finished run/],
    [{ run: '1', scor: '0.8' }, /no option `scor`.*`score`/],
  ] as [Record<string, string>, RegExp][])
    it(`GIVEN ${JSON.stringify(raw)} THEN it says what to type instead`, async () => {
      const { runs, store, note } = await finished(0.6);
      await runs.submit({ seed: 1 }, student);
      await assert.rejects(note(raw), sentence);
      await store.close();
    });
});

describe('how well dev predicts public', () => {
  it('GIVEN values with known coefficients THEN those are found, ties sharing their ranks', () => {
    // Worked out by hand: sums of products about the means; 1 - 6 Σd² / (n (n² - 1)); ranks 0, 1.5, 1.5, 3.
    const near = (value: number | undefined, wanted: number) =>
      assert.ok(Math.abs((value ?? 9) - wanted) < 1e-12, `${String(value)} is ${wanted}`);
    near(pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 7]), 12 / Math.sqrt(10 * 21.2));
    near(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 7]), 1 - (6 * 4) / (5 * 24));
    near(spearman([1, 2, 2, 3], [1, 3, 2, 4]), 4.5 / Math.sqrt(4.5 * 5));
    assert.equal(spearman([0.1, 0.2, 0.9], [1, 10, 1000]), 1);
    assert.equal(pearson([0.1, 0.1, 0.1], [1, 2, 3]), undefined);
    assert.equal(pearson([1], [1]), undefined);
  });

  it('GIVEN fewer than three THEN it says how many there are; from three on, all numbers', async () => {
    const { store, note, agreement } = await finished(0.6, 0.61, 0.62);
    assert.equal(sayAgreement(agreement()), '');
    await note({ run: '1', score: '0.59' });
    await note({ submission: '1', score: '0.66' });
    assert.match(sayAgreement(agreement()), /from 3 on; so far it is 1 run and 1 submission\./);
    await note({ run: '3', score: '0.60' });
    const { runs, submissions, mean_absolute_difference } = agreement();
    assert.deepEqual([runs, submissions], [2, 1]);
    assert.ok(Math.abs((mean_absolute_difference ?? 0) - 0.04 / 3) < 1e-12);
    assert.match(
      sayAgreement(agreement()),
      /over 2 runs and 1 submission: Pearson 0\.9\d, Spearman 1\.00, mean absolute difference 0\.0133 \(public is 0\.0067 below/,
    );
    await store.close();
  });

  it('GIVEN runs on other data THEN they are ranked by public score, but not compared by dev', async () => {
    const { store, runs, note, agreement } = await finished(0.6, 0.61, 0.62);
    for (const id of ['1', '2', '3']) await note({ run: id, score: `0.6${id}` });
    const other = await doneRun(runs, 0.99);
    await store.update(other.id, { data: { ...other.data, hash: 'other' } });
    await note({ run: other.id, score: '0.5' });
    await note({ run: '3', score: '0.64' });
    assert.match(sayAgreement(agreement()), /over 3 runs: .* 1 more on other data left out\.$/);
    assert.equal(rankPublic(store.list(), []).length, 4);
    await store.close();
  });

  it('GIVEN the rankings and results show THEN both scores stand there, best public score first', async () => {
    const { store, runs, note, agreement } = await finished(0.6, 0.61, 0.62);
    await note({ run: '1', score: '0.7' }, kim);
    await note({ run: '3', score: '0.5' });
    await note({ run: '3', score: '0.55' });
    await note({ submission: '1', score: '0.66' });
    const ranked = rankPublic(store.list(), store.submissions());
    const board = publicLeaderboard(ranked, ranked.length, sayAgreement(agreement()), texts);
    assert.match(
      board.description ?? '',
      /🥇 \*\*0\.7000\*\* run 1 · dev 0\.6000 .*\n🥈 \*\*0\.6600\*\* submission 1 · dev 0\.6500 · runs 1, 2, mean of probabilities\n🥉 \*\*0\.5500\*\* run 3/,
    );
    assert.match(board.footer?.text ?? '', /Pearson −?-?\d/);
    const done = store.list().filter(isDone);
    assert.match(leaderboard(done, 3, 'dev says', texts).description ?? '', /run 1 · public 0\.7000/);
    const third = runs.require('3');
    assert.ok(isDone(third));
    const field = resultEmbed(third, texts).fields?.find(({ name }) => name === 'Public score')?.value;
    assert.match(
      field ?? '',
      /^\*\*0\.5500\*\* \(−0\.0700 against dev\) · noted by Student <t:\d+:R> · before: 0\.5000$/,
    );
    assert.match(
      runText(third, { dir: 'here', base: undefined }),
      /public +0\.5500 \(noted by Student on 2026-11-24; before: 0\.5000\)/,
    );
    const first = runs.require('1');
    assert.ok(isDone(first));
    assert.match(JSON.stringify(resultEmbed(first, texts).fields), /noted by K\\\\_im/);
    await store.close();
  });
});
