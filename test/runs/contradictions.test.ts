import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RawOptions } from '../../src/runs/check-option.js';
import { withMendedLine } from '../../src/runs/mended.js';
import type { Runs } from '../../src/runs/runs.js';
import type { RunStore } from '../../src/runs/run-store.js';
import { openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What is typed, what the refusal says, and the lines to type in the channel and in a terminal (after `train`). */
const CASES: [RawOptions, RegExp, string, string?][] = [
  [{ gamma_neg: 4, lr: '2e-5' }, /bce has none/, 'loss:asl gamma_neg:4 lr:2e-5'],
  [{ lr: '2e-5', loss: 'bce', clip: 0.1 }, /`clip` belongs to other losses/, 'lr:2e-5 loss:asl clip:0.1'],
  [{ loss: 'asl', set: 'gamma=2' }, /asl has none/, 'loss:focal set:"gamma=2"', 'loss:focal gamma:2'],
  [{ gamma_neg: 4, set: 'gamma=1' }, /bce has none/, '', ''],
  [{ epochs: 0, intent: 'why not?' }, /from 1 to 1000/, 'epochs:30 intent:"why not?"'],
  [{ set: 'layer_decay=0.9', seed: 1 }, /one layer only/, 'seed:1', 'seed:1'],
  [
    { clean: true, set: 'emoji=keep' },
    /`emoji:keep` cannot be with `clean:true`/,
    'clean:true set:"symbols=keep emoji=keep"',
    'symbols:keep clean:true emoji:keep',
  ],
  [
    { set: 'symbols=drop emoji=keep' },
    /with `symbols:drop`/,
    'set:"symbols=keep emoji=keep"',
    'symbols:keep emoji:keep',
  ],
  [{ model: 'kcbert-base', maxlen: 512 }, /at most 300 tokens/, 'model:kcbert-base maxlen:300'],
  [{ model: 'short', maxlen: 128 }, /at most 64 tokens/, 'model:short maxlen:64'],
  [{ set: 'pos_weight=1,2' }, /2 factors for 8 labels/, 'set:"pos_weight=balanced"', 'pos_weight:balanced'],
  [
    { batch: 500, set: 'accumulate=9' },
    /2000 examples make 4 of 500/,
    'batch:500 set:"accumulate=4"',
    'batch:500 accumulate:4',
  ],
  [
    { epochs: 2, batch: 100, set: 'eval_steps=41' },
    /40 steps, 20 an epoch/,
    'epochs:2 batch:100 set:"eval_steps=10"',
    'epochs:2 batch:100 eval_steps:10',
  ],
  [{ preset: 'asl-papper' }, /Did you mean `preset:asl-paper`/, 'preset:asl-paper'],
  [{ model: 'tinny', seed: 3 }, /Did you mean `model:tiny`/, 'model:tiny seed:3'],
  [
    { set: 'label_smoothin=0.1', loss: 'asl' },
    /Did you mean `label_smoothing`/,
    'loss:asl set:"label_smoothing=0.1"',
    'loss:asl label_smoothing:0.1',
  ],
];

/** What is of little use, but can be meant. */
const TAKEN: RawOptions[] = [
  { patience: 30, epochs: 10 },
  { batch: 1024, model: 'tiny' },
  { set: 'layer_decay=1' },
  { set: 'layer_decay=0.9', model: 'tiny' },
  { epochs: 2, batch: 100, set: 'eval_steps=40' },
  { batch: 500, set: 'accumulate=4' },
  { schedule: 'constant', warmup: 0.5 },
  // A default longer than the model gives way.
  { model: 'short' },
  { preset: 'asl-paper', loss: 'bce' },
];

describe('options that contradict', () => {
  let runs: Runs;
  let store: RunStore;

  before(async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'short'));
    const config = { hidden_size: 64, num_hidden_layers: 2, max_position_embeddings: 64 };
    writeFileSync(join(home, 'short', 'config.json'), JSON.stringify(config));
    ({ runs, store } = await openRuns(home, (settings) => (settings.modelRoots = [home])));
  });

  after(() => store.close());

  const refusal = async (raw: RawOptions): Promise<unknown> => {
    try {
      await runs.examine(raw);
    } catch (error) {
      return error;
    }
    return assert.fail(`${JSON.stringify(raw)} was taken`);
  };
  /** Of the line that is to be typed, what a person would have typed. */
  const typedIn = (line: string): RawOptions =>
    Object.fromEntries(
      [...line.matchAll(/([a-z_]+):(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, word]) => [
        name,
        quoted ?? word ?? '',
      ]),
    );

  for (const [raw, says, inChat, inTerminal = inChat] of CASES)
    it(`GIVEN ${JSON.stringify(raw)} THEN the refusal ends with the line to type, and that line is taken`, async () => {
      const error = await refusal(raw);
      const told = withMendedLine(error, raw, 'chat').message;
      assert.match(told, says);
      assert.ok(told.endsWith(` Type: \`${`/train ${inChat}`.trim()}\``), told);
      const atTerminal = withMendedLine(error, raw, 'terminal').message;
      assert.ok(atTerminal.endsWith(` Type: \`${`npm run lab -- train ${inTerminal}`.trim()}\``), atTerminal);
      for (const line of [inChat, inTerminal]) await runs.examine(typedIn(line));
    });

  for (const raw of TAKEN)
    it(`GIVEN ${JSON.stringify(raw)} THEN it is taken`, async () => {
      await runs.examine(raw);
    });

  it('GIVEN quotes, backticks and line breaks in the intent THEN the line is one line that a shell reads back', async () => {
    const raw = { epochs: 0, intent: 'why "not"\n`x` $HOME?' };
    const error = await refusal(raw);
    assert.match(
      withMendedLine(error, raw, 'terminal').message,
      /Type: `npm run lab -- train epochs:30 intent:'why "not" '\\''x'\\'' \$HOME\?'`$/,
    );
    assert.match(
      withMendedLine(error, raw, 'chat').message,
      /Type: `\/train epochs:30 intent:"why 'not' 'x' \$HOME\?"`$/,
    );
  });

  it('GIVEN a preset and another run THEN the preset falls away', async () => {
    const run = await runs.submit({}, { id: null, name: 'kim' });
    const raw = { from: run.id, preset: 'asl-paper', seed: 9 };
    const told = withMendedLine(await refusal(raw), raw, 'chat').message;
    assert.ok(told.endsWith('Type: `/train from:1 seed:9`'), told);
  });

  it('GIVEN a mistake that nobody can mend for them THEN it stays as it is', async () => {
    const raw = { set: 'lr' };
    const error = await refusal(raw);
    assert.equal(withMendedLine(error, raw, 'chat'), error);
  });
});
