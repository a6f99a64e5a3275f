import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { runLab } from '../support/run-lab.js';

const EMOTIONS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
const testFile = join(projectRoot, 'configs/samples/kote8/test.jsonl');

const lines = (text: string) => text.trimEnd().split('\n');

describe('the whole loop: the real bot, discord.js and googleapis against the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;

  /** The tab "Runs" once it shows what is asked for. */
  function sheetRows(ready: (rows: Record<string, unknown>[]) => boolean) {
    return eventually(async () => {
      const [header, ...rows] = await page.runsTab();
      const named = rows.map((row) => Object.fromEntries(header.map((name, i) => [String(name), row[i]])));
      return ready(named) ? named : undefined;
    });
  }

  it('GIVEN /train with ASL and with BCE THEN each is announced, followed and answered with its result', async () => {
    await page.command('train', {
      loss: 'asl',
      lr: '3e-5',
      epochs: 2,
      model: 'ngram',
      intent: 'does ASL help *rare* emotions?',
    });
    const card = await page.until(/Run 1 · asl on ngram/);
    assert.equal(card.author.bot, true);
    assert.match(PracticePage.text(card), /lr:3e-5/);
    await page.command('train', { loss: 'bce', epochs: 2, model: 'ngram', intent: '기준선' });
    const first = await page.until(/Run 1 is done: dev micro-F1 \*\*0\.\d{4}/);
    const second = await page.until(/Run 2 is done/);

    const { self } = await page.state();
    for (const result of [first, second]) {
      assert.ok(result.content.startsWith(`<@${self}>`), 'the author is mentioned');
      assert.deepEqual(
        result.mentions.map(({ id }) => id),
        [self],
      );
      for (const emotion of EMOTIONS) assert.match(PracticePage.text(result), new RegExp(`${emotion} `));
      assert.match(result.embeds[0]?.image?.url ?? '', /curve\.png$/);
    }
    assert.match(second.content, /against run 1|new best/);
    assert.match(
      PracticePage.text(await page.until(/✅ Run 1 /)),
      /does ASL help \\\*rare\\\* emotions/,
      'the card has followed the run to its end',
    );
    const picture = await fetch(first.embeds[0]?.image?.url ?? '');
    assert.equal(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
  });

  it('GIVEN two finished runs THEN each has one row in the sheet, with intent and thread', async () => {
    const rows = await sheetRows((all) => all.length === 2 && all.every(({ State }) => State === 'done'));
    assert.deepEqual(
      rows.map((row) => [String(row.Run), row.Loss, row.Intent]),
      [
        ['1', 'asl', 'does ASL help *rare* emotions?'],
        ['2', 'bce', '기준선'],
      ],
    );
    for (const row of rows) {
      assert.match(String(row.Thread), new RegExp(`^${page.url}/channels/\\d+/\\d+$`));
      assert.ok(Number(row['dev micro-F1']) > 0 && Number(row['dev micro-F1']) < 1);
    }
  });

  it('GIVEN a run folder THEN it has the files and the lines that scripts rely on', () => {
    const dir = join(home, 'runs', '1');
    const metrics = JSON.parse(readFileSync(join(dir, 'metrics.json'), 'utf8')) as {
      dev: { threshold: number; per_label: Record<string, { support: number }> };
    };
    assert.equal(metrics.dev.threshold, 0.5);
    assert.deepEqual(Object.keys(metrics.dev.per_label), EMOTIONS);
    const scores = lines(readFileSync(join(dir, 'test-scores.jsonl'), 'utf8')).map(
      (line) => JSON.parse(line) as { id: string; logits: number[] },
    );
    const ids = lines(readFileSync(testFile, 'utf8')).map((line) => (JSON.parse(line) as { id: string }).id);
    assert.deepEqual(
      scores.map(({ id }) => id),
      ids,
    );
    assert.ok(scores.every(({ logits }) => logits.length === 8 && logits.every(Number.isFinite)));
    const events = lines(readFileSync(join(dir, 'events.jsonl'), 'utf8')).map(
      (line) => JSON.parse(line) as { type: string },
    );
    assert.equal(events.filter(({ type }) => type === 'epoch').length, 2);
    assert.equal(events.filter(({ type }) => type === 'step').length, 126, '2 epochs of 2,000 by 32');
  });

  it('GIVEN /results best THEN they are ranked, best first; /results show has one of them', async () => {
    await page.command('results best', {});
    const board = PracticePage.text(await page.until(/Best runs by dev micro-F1 \(2 of 2\)/));
    const scores = [...board.matchAll(/\*\*(0\.\d{4})\*\*/g)].map(([, score]) => Number(score));
    assert.equal(scores.length, 2);
    assert.ok((scores[0] ?? 0) >= (scores[1] ?? 1));
    await page.command('results show', { run: '2' });
    await page.until(/Run 2 · bce on ngram\n.*기준선/s);
  });

  it('GIVEN /results compare THEN two runs get their difference, two pictures and a table; /results importance wants more runs', async () => {
    await page.command('results compare', { run: '1', with: '2' });
    const message = await page.until(/Run 2 against run 1 · /);
    assert.match(
      PracticePage.text(message),
      /95 % interval [+−]0\.\d{4} … [+−]0\.\d{4}.*sadness +[+−]0\.\d{3}.*Flipped/s,
    );
    assert.deepEqual(
      message.embeds.map(({ image }) => /(labels|curves)\.png$/.exec(image?.url ?? '')?.[1]),
      ['labels', 'curves'],
    );
    const table = message.attachments.find(({ filename }) => filename.endsWith('flips.csv'));
    assert.match(await (await fetch(table?.url ?? '')).text(), /id,text,target,truth,.*\nkote8-dev-/);
    await page.command('results compare', { by: 'loss', values: 'bce,asl' });
    await page.until(/No two finished runs differ in nothing but loss.*seed included/s);
    await page.command('results importance', {});
    await page.until(/Only 2 finished runs with different settings.*at least 8/s);
  });

  it('GIVEN /ensemble top:2 THEN the submission is attached: every id of the test file once, in order, eight answers each', async () => {
    await page.command('ensemble', { top: 2 });
    const message = await page.until(/Submission 1 · 2 members/);
    const [attachment] = message.attachments;
    const file = await (await fetch(attachment?.url ?? '')).text();
    assert.ok(file.endsWith('\n'));
    const answers = lines(file).map(
      (line) => JSON.parse(line) as { id: string; input: unknown; output: Record<string, string> },
    );
    const questions = lines(readFileSync(testFile, 'utf8')).map(
      (line) => JSON.parse(line) as { id: string; input: unknown },
    );
    assert.deepEqual(
      answers.map(({ id, input }) => ({ id, input })),
      questions.map(({ id, input }) => ({ id, input })),
    );
    for (const { output } of answers) {
      assert.deepEqual(Object.keys(output), EMOTIONS);
      assert.ok(Object.values(output).every((value) => value === 'True' || value === 'False'));
      assert.ok(Object.values(output).includes('True'), 'at least one emotion');
    }
    const hash = createHash('sha256').update(file).digest('hex');
    assert.match(message.embeds[0]?.footer?.text ?? '', new RegExp(hash));
  });

  it('GIVEN somebody types THEN models are offered by name, runs by number and by words of their intent', async () => {
    const values = async (...typed: [string, string, string]) =>
      (await page.suggestions(...typed)).map(({ value }) => value);
    assert.deepEqual(await values('train', 'model', 'ng'), ['ngram']);
    assert.deepEqual(await values('train', 'lr', '3e-'), ['3e-', '3e-5']);
    assert.deepEqual(await values('results show', 'run', ''), ['2', '1']);
    assert.deepEqual(await values('results show', 'run', 'rare'), ['1']);
    assert.deepEqual(await values('results compare', 'with', ''), ['2', '1']);
    assert.deepEqual(await values('results compare', 'by', 'lo'), ['loss']);
    assert.deepEqual(await values('cancel', 'run', ''), [], 'nothing is left to cancel');
  });

  it('GIVEN a terminal beside the running bot THEN it answers from the same store', async () => {
    const { stdout, code } = await runLab(['results', 'best', '--json'], { LABMATE_HOME: home });
    assert.equal(code, 0);
    const best = JSON.parse(lines(stdout).at(-1) ?? '') as {
      run: string;
      micro_f1: number;
      intent: string;
    }[];
    assert.deepEqual(best.map(({ run }) => run).sort(), ['1', '2']);
    assert.ok((best[0]?.micro_f1 ?? 0) >= (best[1]?.micro_f1 ?? 1));
  });

  it('GIVEN a run that trains THEN its Cancel button stops it, and /queue shows what is left', async () => {
    await page.command('train', { epochs: 1000, intent: 'to be cancelled', shuffle: false });
    const card = await page.until(/🏃 Run 3 .*to be cancelled/s);
    await page.press(card, 'cancel:3');
    await page.until(/Run 3 is cancelled\./);
    await page.until(/🚫 Run 3 /);
    await page.command('queue list', {});
    await page.until(/0 running, 0 waiting/);
  });

  it('GIVEN mistakes THEN each gets one clear sentence, and the bot goes on', async () => {
    for (const [words, options, sentence] of [
      ['train', { lr: 'abc' }, /`lr` must be a number.*“abc”.*`lr:3e-5`/],
      ['train', { epochs: 0 }, /`epochs` must be a whole number from 1 to 1000.*`epochs:30`/],
      ['train', { epochs: 'many' }, /`epochs` must be.*“many”/],
      ['train', { loss: 'mse' }, /`loss` must be one of bce, asl, apl/],
      ['train', { model: 'ngrams' }, /no model “ngrams”.*Did you mean `model:ngram`/],
      ['train', { data: 'kote9' }, /no data folder “kote9”.*data:kote8/s],
      ['train', { learning_rate: '1' }, /no option `learning_rate`.*Options: /],
      ['ensemble', { top: 0 }, /`top` must be a whole number from 1 to 100.*`top:5`/],
      ['ensemble', { top: 5 }, /2 .*`?\/ensemble top:2`?/s],
      ['results show', { run: '99' }, /no run “99”/],
      ['cancel', { run: '1' }, /ended already/],
    ] as const) {
      const last = page.last();
      assert.equal(await page.fate(await page.command(words, options)), 'acknowledged');
      await page.until(sentence, { after: last });
    }
    await page.command('help', {});
    await page.until(/Labmate: experiments in this channel/);
  });
});
