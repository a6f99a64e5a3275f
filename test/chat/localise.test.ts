import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Command } from '../../src/chat/command.js';
import { loadCommands } from '../../src/chat/load-commands.js';
import { localise } from '../../src/chat/localise.js';
import { projectRoot } from '../../src/config/settings.js';
import { endOptions, sweepOptions } from '../../src/runs/sweep/sweep-options.js';
import { compareOptions } from '../../src/runs/compare/parse-comparison.js';
import { resultsOptions, runOptions, startOptions } from '../../src/runs/options.js';
import { options } from '../../src/texts/ko/options.js';
import { commandsSchema } from '../../src/practice/limits/command-schema.js';

type Described = {
  name: string;
  description?: string;
  description_localizations?: { ko?: string };
  name_localizations?: { ko?: string };
  options?: Described[];
};

/** The command and all that is described in it, each with the way to it. */
function everything(described: Described, way = ''): [string, Described][] {
  const path = `${way} ${described.name}`.trim();
  return [[path, described], ...(described.options ?? []).flatMap((option) => everything(option, path))];
}

describe('commands for Korean clients', () => {
  let commands: Described[];
  before(async () => {
    const loaded = await loadCommands(join(projectRoot, 'dist/commands'));
    commands = [...loaded.values()].map(({ data }: Command) => localise(data) as Described);
  });

  it('GIVEN all commands THEN each description has one in Korean, of at most 100 characters', () => {
    for (const [path, { description, description_localizations }] of commands.flatMap((one) =>
      everything(one),
    )) {
      if (!description) continue;
      const korean = description_localizations?.ko ?? '';
      assert.match(korean, /[가-힣]/, `/${path} has no Korean description: add it to src/texts/ko`);
      assert.ok([...korean].length <= 100, `/${path}: ${[...korean].length} characters`);
    }
  });

  it('GIVEN all commands THEN each has a Korean name that Discord takes, and no two the same', () => {
    const names = commands.filter(({ description }) => description).map((one) => one.name_localizations?.ko);
    for (const name of names) assert.match(name ?? '', /^[-_\p{L}\p{N}]{1,32}$/u);
    assert.equal(new Set(names).size, names.length);
  });

  it('GIVEN what is registered THEN it is inside the limits of Discord, and options keep their names', async () => {
    assert.ok(commandsSchema.safeParse(commands).success);
    const loaded = await loadCommands(join(projectRoot, 'dist/commands'));
    const names = (all: Described[]) => all.flatMap((one) => everything(one).map(([path]) => path));
    assert.deepEqual(names(commands), names([...loaded.values()].map(({ data }) => data as Described)));
  });

  it('GIVEN options that have no field of their own THEN there is Korean for them as well', () => {
    const all = {
      ...runOptions,
      ...startOptions,
      ...resultsOptions,
      ...compareOptions,
      ...sweepOptions,
      ...endOptions,
    };
    const without = Object.keys(all).filter((name) => !/[가-힣]/.test(options[name] ?? ''));
    assert.deepEqual(without, []);
  });
});
