import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../golden/read-golden.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const KOTE8 = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');
const SPECIALS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const KLUE_SPECIALS = ['[CLS]', '[PAD]', '[SEP]', '[UNK]', '[MASK]'];

/** Files by name; what is not a string is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A folder with these files, for the time of the test file. */
export function folderWith(files: Files): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const kote8File = (name: string) => readFileSync(join(KOTE8, name), 'utf8');

type TokenizerFile = {
  added_tokens: { id: number; content: string }[];
  model: { vocab: Record<string, number> };
};

/** The files of configs/tokenizers/kote8-wordpiece. */
export const kote8 = {
  folder: KOTE8,
  json: JSON.parse(kote8File('tokenizer.json')) as TokenizerFile,
  config: JSON.parse(kote8File('tokenizer_config.json')) as Record<string, unknown>,
  vocabulary: kote8File('vocab.txt'),
};

/** The same entries with the special tokens in the order of KLUE's models, whose padding id is 1. */
export const klue = {
  json: klueJson(),
  config: kote8.config,
  vocabulary: [...KLUE_SPECIALS, ...kote8.vocabulary.split('\n').slice(SPECIALS.length)].join('\n'),
};

function klueJson(): TokenizerFile & { post_processor: null } {
  const vocab = { ...kote8.json.model.vocab };
  KLUE_SPECIALS.forEach((token, id) => (vocab[token] = id));
  const added_tokens = kote8.json.added_tokens.map((token) => ({ ...token, id: vocab[token.content] ?? -1 }));
  // The class makes a post-processor of its own, with this vocabulary's ids.
  return { ...kote8.json, added_tokens, post_processor: null, model: { ...kote8.json.model, vocab } };
}
