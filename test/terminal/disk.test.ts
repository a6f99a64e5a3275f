import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Stored = { runs: Record<string, { finished_at: string; state: string; result: unknown }> };

describe('lab disk', () => {
  const home = temporaryFolder();
  const lab = (...words: string[]) =>
    runLab(words, { LABMATE_HOME: home, INIT_CWD: home, HF_HUB_CACHE: join(home, 'hub') });
  const json = async (...words: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await lab(...words, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  };

  before(async () => {
    for (const seed of [1, 2]) assert.equal((await lab('train', 'epochs:1', `seed:${seed}`)).code, 0);
    // Run 2 as it were if it had failed a year ago, after its first epochs.
    const file = join(home, 'labmate.json');
    const store = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    Object.assign(store.runs['2'] ?? {}, {
      state: 'failed',
      result: null,
      finished_at: '2025-11-24T00:00:00Z',
    });
    writeFileSync(file, JSON.stringify(store));
  });

  it('GIVEN runs THEN it says what takes space, what the rule would free, and what it keeps', async () => {
    const { stdout } = await lab('disk');
    assert.match(stdout, /: [\d.]+ [GT]B of [\d.]+ [GT]B are free/);
    assert.match(stdout, /\n {2}runs +[\d.]+ MB {2}2 folders\n {4}checkpoints +[\d.]+ MB\n/);
    assert.match(stdout, /\ndisk free:true would free [\d.]+ MB: the checkpoints of run 2\n/);
    assert.match(stdout, /kept: 1 \(among the best by dev micro-F1\)/);
    const { would_free, kept } = await json('disk');
    const { runs, bytes } = would_free as { runs: string[]; bytes: number };
    assert.ok(bytes > 3e6 && bytes < 4e6, `${bytes}`);
    assert.deepEqual([runs, (kept as { run: string; reason: string }[])[0]?.reason], [['2'], 'dev']);
  });

  it('GIVEN a pinned run THEN nothing goes; GIVEN undo and free:true THEN its checkpoint is gone, and predict says so', async () => {
    assert.deepEqual(await json('disk', 'keep', '2'), { run: '2', pinned: true });
    assert.match(
      (await lab('disk', 'free')).stdout,
      /^Nothing was to be freed by the rule\. [\d.]+ [GT]B are free now\.\n$/,
    );
    await json('disk', 'keep', 'run:2', 'undo:true');
    assert.match((await lab('disk', 'free:true')).stdout, /^Freed [\d.]+ MB: the checkpoints of run 2\. /);
    assert.deepEqual((await json('disk', 'free:true')).freed, { bytes: 0, runs: [] });
    assert.ok(
      !existsSync(join(home, 'runs/2/checkpoint')) && existsSync(join(home, 'runs/2/dev-scores.jsonl')),
    );
    const { code, stderr } = await lab('predict', 'run:2', 'input:in.jsonl', 'output:out.jsonl');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Run 2's checkpoint was freed on \d{4}-\d\d-\d\d to make room; `npm run lab -- train from:2 again:true` makes it again, as a new run\.\n$/,
    );
    assert.match((await lab('results', 'show', '2')).stdout, /freed +its checkpoint, on \d{4}-/);
  });

  for (const [words, sentence] of [
    [['disk', 'fre'], /Type `disk`, `disk free:true` or `disk keep 12`/],
    [['disk', 'keep', '9'], /There is no run “9”/],
    [['disk', 'free:maybe'], /`free` must be true or false/],
    [['disk', 'fre:true'], /no option `fre`.*Did you mean `free`/],
  ] as const)
    it(`GIVEN ${words.join(' ')} THEN exit status 1 and one sentence on stderr`, async () => {
      const { code, stdout, stderr } = await lab(...words);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});
