import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadCommands } from '../../src/chat/load-commands.js';
import { trainOptionNames } from '../../src/runs/parse-options.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = fileURLToPath(new URL('../../commands/', import.meta.url));

describe('the slash commands', () => {
  it('GIVEN the commands folder THEN every command of the house is there', async () => {
    const commands = await loadCommands(folder);
    assert.deepEqual([...commands.keys()].sort(), [
      'cancel',
      'ensemble',
      'help',
      'queue',
      'results',
      'train',
    ]);
  });

  it('GIVEN /train THEN it has every option of a run, at most 25, each with a description', async () => {
    const train = (await loadCommands(folder)).get('train');
    const options = train?.data.options ?? [];
    assert.deepEqual(options.map(({ name }) => name).sort(), [...trainOptionNames].sort());
    assert.ok(options.length <= 25);
    for (const { name, description } of options)
      assert.ok(description.length > 0 && description.length <= 100, name);
  });

  it('GIVEN a file that is no command THEN loading stops and names it', async () => {
    const bad = temporaryFolder();
    writeFileSync(join(bad, 'broken.js'), 'export default { data: { name: "broken" } }');
    writeFileSync(join(bad, 'package.json'), '{"type":"module"}');
    await assert.rejects(loadCommands(bad), /broken\.js is no command/);
  });
});
