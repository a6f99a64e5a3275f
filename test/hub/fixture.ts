import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FetchProgress } from '../../src/hub/fetch-snapshot.js';
import { fetchModel, type FetchOptions } from '../../src/hub/fetch-model.js';
import { UserError } from '../../src/user-error.js';
import type { LoopbackHub } from '../support/loopback-hub.js';
import { temporaryFolder } from '../support/temporary-folder.js';

export const ID = 'team/korean-tiny';
export const TOKEN = 'hf_secretSECRETsecret';
export const WEIGHTS = 'model.safetensors';

/** A repository as models have it, of random bytes: what training needs and what it does not. */
export const modelFiles = (weights = 300_000): Record<string, Buffer> => ({
  'README.md': Buffer.from('# 모델'),
  'config.json': Buffer.from(`{"model_type":"bert","made":"${randomBytes(4).toString('hex')}"}`),
  'tokenizer_config.json': Buffer.from('{"do_lower_case":false}'),
  'vocab.txt': Buffer.from('[PAD]\n[UNK]\n감정\n'),
  'tf_model.h5': randomBytes(5000),
  [WEIGHTS]: randomBytes(weights),
  'pytorch_model.bin': randomBytes(weights),
});

/** What of `modelFiles` is fetched. */
export const NEEDED = ['config.json', 'model.safetensors', 'tokenizer_config.json', 'vocab.txt'];

export type Fetching = {
  cache: string;
  lines: string[];
  progress: FetchProgress[];
  /** What the hub asked to wait before each retry, in ms. */
  waits: (number | undefined)[];
  fetch: (text?: string, options?: FetchOptions) => ReturnType<typeof fetchModel>;
};

/** A cache of its own, and a way to fetch into it that waits for nothing and notes what it is told. */
export function openCache(hub: Pick<LoopbackHub, 'endpoint'>, cache = temporaryFolder()): Fetching {
  const lines: string[] = [];
  const progress: FetchProgress[] = [];
  const waits: (number | undefined)[] = [];
  return {
    cache,
    lines,
    progress,
    waits,
    fetch: (text = 'main', options = {}) =>
      fetchModel(
        { id: ID, revision: text },
        {
          endpoint: hub.endpoint,
          cache,
          log: (line) => void lines.push(line),
          onProgress: (step) => void progress.push(step),
          retryDelay: (_failures, retryAfter) => (waits.push(retryAfter), 0),
          ...options,
        },
      ),
  };
}

/** The model's part of a cache. */
export const partOf = (cache: string): string => join(cache, 'models--team--korean-tiny');

export const blobsOf = (cache: string): string[] => readdirSync(join(partOf(cache), 'blobs')).sort();

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Whether a folder holds exactly these of the files, with their bytes. */
export const holds = (folder: string, files: Record<string, Buffer>, names: string[]): boolean =>
  readdirSync(folder).sort().join() === [...names].sort().join() &&
  names.every((name) => files[name]?.equals(readFileSync(join(folder, name))));

/** For assert.rejects: a sentence for people that matches, with nothing secret in it or in what caused it. */
export const says = (identifier: string, sentence: RegExp) => (error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  const everything = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
  if (error.identifier !== identifier || !sentence.test(error.message) || /secret/i.test(everything))
    throw error;
  return true;
};
