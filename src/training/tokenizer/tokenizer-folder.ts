import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { addedTokensFileSchema, type RawTokenizerConfig, tokenizerConfigSchema } from './tokenizer-config.js';
import { TokenizerProblem } from './tokenizer-problem.js';
import { parseVocabulary, type Vocabulary } from './vocabulary.js';

/** What a folder says about its tokenizer, each file by itself. */
export type TokenizerFolder = {
  /** tokenizer.json, not checked yet */
  json: unknown;
  /** vocab.txt */
  vocabulary: Vocabulary | undefined;
  /** tokenizer_config.json, with special_tokens_map.json where transformers 5 still reads that. */
  config: RawTokenizerConfig;
  addedTokens: Readonly<Record<string, number>>;
  /** The tokenizer class that tokenizer_config.json or config.json names, without `Fast`. */
  tokenizerClass: string | undefined;
  /** `model_type` in config.json */
  modelType: string | undefined;
};

/** A tokenizer.json of 250,000 tokens has 17 MB. */
const MOST_BYTES = 2 ** 28;

const modelConfigSchema = z.looseObject({
  model_type: z.string().nullish(),
  tokenizer_class: z.string().nullish(),
});

/**
 * Reads the files from which transformers makes a tokenizer, as far as they are there.
 * @throws TokenizerProblem naming the file that cannot be read
 */
export async function readTokenizerFolder(folder: string): Promise<TokenizerFolder> {
  const json = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const text = await readText(folder, name);
    return text === undefined ? undefined : parse(name, text, schema);
  };
  const [file, lines, config = {}, map = {}, addedTokens = {}, model = {}] = await Promise.all([
    json('tokenizer.json', z.looseObject({})),
    readText(folder, 'vocab.txt'),
    json('tokenizer_config.json', tokenizerConfigSchema),
    json('special_tokens_map.json', tokenizerConfigSchema),
    json('added_tokens.json', addedTokensFileSchema),
    json('config.json', modelConfigSchema),
  ]);
  const { tokenizer_class } = config;
  return {
    json: file,
    vocabulary: lines === undefined ? undefined : parseVocabulary(lines),
    config: config.added_tokens_decoder ? config : { ...config, ...map, tokenizer_class },
    addedTokens,
    tokenizerClass: (tokenizer_class ?? model.tokenizer_class ?? undefined)?.replace(/Fast$/, ''),
    modelType: model.model_type ?? undefined,
  };
}

/**
 * Checks what a file holds.
 * @throws TokenizerProblem naming the file and the first things that are wrong
 */
export function parse<T>(name: string, content: unknown, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(typeof content === 'string' ? parseJson(name, content) : content);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.slice(0, 3);
  const list = problems.map(({ path, message }) => `${path.join('.') || 'all'}: ${message}`).join('; ');
  throw new TokenizerProblem(
    `${name} is not what transformers writes (${list.slice(0, 300)}). Fetch it again.`,
  );
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TokenizerProblem(`${name} is damaged (it is no JSON). Fetch it again.`, { cause });
  }
}

async function readText(folder: string, name: string): Promise<string | undefined> {
  const file = join(folder, name);
  try {
    if ((await stat(file)).size > MOST_BYTES) {
      throw new TokenizerProblem(`${name} is larger than any tokenizer's. Fetch it again.`);
    }
    // Leaves out a byte order mark, which would be part of the first token.
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TokenizerProblem) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new TokenizerProblem(`${name} is not UTF-8. Save it as UTF-8 or fetch it again.`, { cause });
    }
    throw new TokenizerProblem(`${name} cannot be read (${code ?? String(cause)}).`, { cause });
  }
}
