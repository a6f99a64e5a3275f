import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './command.js';

/**
 * Loads every command file of a folder.
 * @throws Error naming the file that has no proper default export, or whose name is taken
 */
export async function loadCommands(folder: string): Promise<Map<string, Command>> {
  const commands = new Map<string, Command>();
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js')).sort();
  for (const file of files) {
    const path = join(folder, file);
    const { default: command } = (await import(pathToFileURL(path).href)) as { default?: Partial<Command> };
    if (!command?.data?.name || !command.defer || typeof command.execute !== 'function')
      throw new Error(`${path} is no command: its default export needs data, defer and execute.`);
    if (commands.has(command.data.name))
      throw new Error(`${path}: the command /${command.data.name} exists already.`);
    commands.set(command.data.name, command as Command);
  }
  return commands;
}
