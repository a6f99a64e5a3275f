import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OptionHelp } from '../../src/runs/explain-option.js';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('help in the terminal', () => {
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: temporaryFolder() });

  it('GIVEN an option THEN it is explained in lines, and in JSON where asked for', async () => {
    const { code, stdout } = await lab('help', 'warmup');
    assert.equal(code, 0);
    for (const said of [
      /^warmup: /,
      /may be +from 0 to 0\.9/,
      /ngram +0\n/,
      /base +0\.1\n/,
      /lab -- train warmup:0\.1/,
    ])
      assert.match(stdout, said);
    const help = JSON.parse((await lab('help', 'warmup', '--json')).stdout) as OptionHelp;
    assert.deepEqual([help.name, help.chat], ['warmup', '/train warmup:0.1']);
  });

  it('GIVEN a word that is no option THEN one sentence names the nearest; GIVEN none THEN all verbs', async () => {
    const { code, stderr } = await lab('help', 'warmpu');
    assert.equal(code, 1);
    assert.match(stderr, /^There is no option `warmpu`\. Did you mean `warmup`\?\n$/);
    assert.match((await lab('help')).stdout, /Options of train:/);
  });

  it('GIVEN a contradiction THEN the sentence ends with the line to type', async () => {
    const { code, stderr } = await lab('train', 'gamma_neg:4', 'seed:1');
    assert.equal(code, 1);
    assert.match(stderr, /bce has none\..*Type: `npm run lab -- train loss:asl gamma_neg:4 seed:1`\n$/);
  });
});
