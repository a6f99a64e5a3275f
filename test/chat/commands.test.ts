import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadCommands } from '../../src/chat/load-commands.js';
import { runOptions } from '../../src/runs/options.js';
import { trainOptionNames } from '../../src/runs/parse-options.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What has a field of its own, in this order: Discord takes 25. */
const FIELDS = [
  ...['intent', 'model', 'loss', 'gamma_neg', 'gamma_pos', 'clip', 'lr', 'epochs', 'batch', 'maxlen'],
  ...[
    'schedule',
    'warmup',
    'decay',
    'dropout',
    'seed',
    'folds',
    'seeds',
    'patience',
    'target',
    'clean',
    'data',
    'preset',
  ],
  ...['from', 'again', 'set'],
];
/** Names that people rely on since the first version: those without a field are typed in `set`. */
const FIXED = [
  ...['model', 'data', 'loss', 'gamma_neg', 'gamma_pos', 'clip', 'lr', 'epochs', 'batch', 'accumulate'],
  ...['warmup', 'schedule', 'decay', 'grad_clip', 'dropout', 'maxlen', 'seed', 'shuffle', 'bucket'],
  ...['patience', 'target', 'clean', 'preset', 'intent'],
];
const folder = fileURLToPath(new URL('../../commands/', import.meta.url));

describe('the slash commands', () => {
  it('GIVEN the commands folder THEN every command of the house is there', async () => {
    const commands = await loadCommands(folder);
    assert.deepEqual([...commands.keys()].sort(), [
      'cancel',
      'data',
      'disk',
      'doctor',
      'ensemble',
      'explain',
      'gpu',
      'help',
      'intent',
      'log',
      'note',
      'predict',
      'queue',
      'results',
      'schedule',
      'score',
      'settings',
      'sheet',
      'submissions',
      'sweep',
      'train',
      'verdict',
    ]);
  });

  it('GIVEN /train THEN its fields are those, each with a description, and the rest is typed in set', async () => {
    const train = (await loadCommands(folder)).get('train');
    const options = train?.data.options ?? [];
    assert.deepEqual(
      options.map(({ name }) => name),
      FIELDS,
    );
    for (const { name, description } of options)
      assert.ok(description.length > 0 && description.length <= 100, name);
    const elsewhere = trainOptionNames.filter((name) => !options.some((option) => option.name === name));
    assert.deepEqual(elsewhere, [
      ...Object.entries(runOptions).flatMap(([name, def]) => ('slash' in def ? [name] : [])),
      'when',
      'question',
    ]);
    for (const name of FIXED) assert.ok(trainOptionNames.includes(name), `${name} can be typed`);
  });

  it('GIVEN a file that is no command THEN loading stops and names it', async () => {
    const bad = temporaryFolder();
    writeFileSync(join(bad, 'broken.js'), 'export default { data: { name: "broken" } }');
    writeFileSync(join(bad, 'package.json'), '{"type":"module"}');
    await assert.rejects(loadCommands(bad), /broken\.js is no command/);
  });
});
