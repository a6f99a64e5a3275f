import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { ModelEntry } from '../config/labmate-config.js';
import { parseHubId } from '../hub/hub-id.js';
import { isInside } from '../task/find-data-set.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { fingerprintOf } from './fingerprint.js';
import { nearest } from './check-option.js';

type Where = {
  models: Readonly<Record<string, ModelEntry>>;
  modelRoots: readonly string[];
  /** Whether a whole path may lie outside the roots: for people at a terminal, who could copy it there anyway. */
  anywhere?: boolean;
};

/**
 * What `model:` names: an entry of the catalogue, else a folder under the model roots, else a model of the hub.
 * @returns the entry; of a folder also its fingerprint, so that the worker can tell whether it is still the same
 * @throws UserError `model.unknown` | `model.folder` saying what can be typed
 */
export async function findModel(name: string, where: Where): Promise<ModelEntry> {
  const entry = Object.hasOwn(where.models, name) ? where.models[name] : undefined;
  if (entry) {
    const { folder } = entry.settings;
    if (entry.kind !== 'checkpoint' || typeof folder !== 'string') return entry;
    return { ...entry, settings: await folderSettings(folder) };
  }
  const folder = await findFolder(name, where);
  if (folder !== undefined) return checkpointEntry(await folderSettings(folder), folder);
  const hub = parseHubId(name);
  if (hub) return checkpointEntry({ hub: hub.id, revision: hub.revision }, `${hub.id} of the hub`);
  throw unknownModel(name, where, await listModelFolders(where.modelRoots));
}

/** Names of the checkpoints under the model roots, for autocomplete and error sentences. */
export async function listModelFolders(roots: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const root of roots)
    for (const entry of await readdir(root, { withFileTypes: true }).catch(() => []))
      if (await isFile(join(root, entry.name, 'config.json'))) names.push(entry.name);
  return [...new Set(names)].sort();
}

const checkpointEntry = (settings: Record<string, string>, what: string): ModelEntry => ({
  ...{
    kind: 'checkpoint',
    description: { en: `The checkpoint ${what}`, ko: `체크포인트 ${what}` },
    settings,
    defaults: {},
  },
});

/**
 * What is typed must stay under a root as it is written. A link in a root was put there by whoever keeps the host, most
 * often to a larger disk, and is followed.
 */
async function findFolder(
  name: string,
  { modelRoots, anywhere = false }: Where,
): Promise<string | undefined> {
  for (const root of modelRoots) {
    const path = resolve(root, name);
    const real = path !== root && isInside(path, root) ? await realFolder(path) : undefined;
    if (real !== undefined) return real;
  }
  return anywhere && isAbsolute(name) ? realFolder(name) : undefined;
}

async function realFolder(path: string): Promise<string | undefined> {
  const real = await realpath(path).catch(() => undefined);
  return real !== undefined && (await stat(real)).isDirectory() ? real : undefined;
}

/** That it is no checkpoint is said when the run is asked for, not when it starts at night. */
async function folderSettings(folder: string): Promise<{ folder: string; fingerprint: string }> {
  const fingerprint = await fingerprintOf(folder);
  if (fingerprint !== undefined) return { folder, fingerprint };
  throw new UserError('model.folder', say('optionErrors.model.folder', { folder }));
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

function unknownModel(name: string, { models, modelRoots }: Where, folders: readonly string[]): UserError {
  const known = [...Object.keys(models), ...folders];
  const guess = nearest(name, known);
  const shown = guess
    ? say('optionErrors.model.mean', { guess })
    : say('optionErrors.model.known', { known: known.join(', ') });
  const roots = modelRoots.join(', ') || say('optionErrors.model.roots');
  return new UserError(
    'model.unknown',
    say('optionErrors.model.unknown', { name: name.slice(0, 60), shown, roots }),
    guess === undefined ? {} : { context: { mend: { put: { model: guess } } } },
  );
}
