import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { format, resolveConfig } from 'prettier';
import { optionView } from '../../src/chat/views/option-view.js';
import { projectRoot } from '../../src/config/settings.js';
import { explainedOptions, explainOption } from '../../src/runs/explain-option.js';
import { optionsDoc } from '../../src/runs/options-doc.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { textsIn } from '../../src/texts/texts.js';

const settings = settingsIn(temporaryFolder());
const explain = (name: string) => explainOption(name, settings);
const defaults = (name: string) =>
  Object.fromEntries(explain(name).defaults.map(({ of, value }) => [of, value]));

describe('what there is to say about an option', () => {
  it('GIVEN lr THEN its defaults are told by size, and of models that have others', () => {
    const { allowed, chat, terminal } = explain('lr');
    assert.deepEqual(
      [allowed, chat, terminal],
      ['above 0, up to 1', '/train lr:3e-5', 'npm run lab -- train lr:3e-5'],
    );
    const told = defaults('lr');
    for (const size of ['small', 'base', 'large'] as const)
      assert.equal(Number(told[size]), settings.sizes[size].defaults.lr);
    assert.equal(told['kcelectra-v2022'], '4e-5');
    assert.equal(told['klue-bert'], undefined, 'as base');
  });

  it('GIVEN a parameter of losses THEN its defaults are theirs, and the example has such a loss', () => {
    assert.deepEqual(defaults('gamma_pos'), { 'loss:asl': '1', 'loss:apl': '0', 'loss:asl_oneonlee': '0' });
    assert.equal(explain('gamma').chat, '/train loss:focal set:"gamma=2"');
    assert.equal(explain('gamma').terminal, 'npm run lab -- train loss:focal gamma:2');
  });

  it('GIVEN one that is the same for all models THEN that is one line', () =>
    assert.deepEqual(defaults('schedule'), { 'all models': 'linear' }));

  it('GIVEN it as it is typed, `LR:2e-5` THEN it is found; another word is refused with the nearest', () => {
    assert.equal(explain(' LR:2e-5').name, 'lr');
    assert.throws(() => explain('warmpu'), /Did you mean `warmup`/);
    assert.throws(() => explain('constructor'), /no option `constructor`/);
  });

  for (const name of Object.keys(explainedOptions))
    it(`GIVEN ${name} THEN its embed says what it is, may be, and what to type`, () => {
      const help = explain(name);
      const { title, fields = [] } = optionView(help, textsIn('en'));
      assert.equal(title, `Option ${name}`);
      assert.ok(fields.some(({ value }) => value === `\`${help.chat}\``));
      assert.ok(fields.every(({ value }) => value !== '' && value.length < 1024));
      if (!['from', 'again', 'question'].includes(name)) assert.ok(help.defaults.length > 0);
    });
});

describe('docs/options.md', () => {
  it('is what `node dist/scripts/docs.js` writes today', async () => {
    const file = join(projectRoot, 'docs', 'options.md');
    const made = await format(optionsDoc(settings), { ...(await resolveConfig(file)), parser: 'markdown' });
    assert.equal(readFileSync(file, 'utf8'), made, 'run `node dist/scripts/docs.js`');
  });
});
