import { byteLetters } from './byte-level.js';
import type { BytePairModel } from './byte-pairs.js';
import { declaredTokens } from './declared-tokens.js';
import { neededToken, rolesOf } from './roles.js';
import type { SpecialTokens } from './tokenizer-config.js';
import type { TokenizerFolder } from './tokenizer-folder.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import { TokenizerProblem } from './tokenizer-problem.js';
import type { ListedToken } from './tokenizer-schemas.js';
import { withTokens } from './vocabulary.js';

const DEFAULTS: SpecialTokens = new Map([
  ['bos_token', '<s>'],
  ['eos_token', '</s>'],
  ['unk_token', '<unk>'],
  ['sep_token', '</s>'],
  ['pad_token', '<pad>'],
  ['cls_token', '<s>'],
  ['mask_token', '<mask>'],
]);

/**
 * What transformers' RobertaTokenizer makes of a vocabulary and its merges; all but these is for tokenizer_config.json
 * to say.
 * @param jsonTokens `added_tokens` of tokenizer.json
 * @throws TokenizerProblem where the vocabulary lacks a byte, or a token without which there is no encoding
 */
export function robertaParts(
  { config, addedTokens: fileTokens }: TokenizerFolder,
  model: BytePairModel,
  jsonTokens: readonly ListedToken[],
): Omit<TokenizerParts, 'maxLength'> {
  requireAllBytes(model);
  const addedTokens = declaredTokens(model.vocab, { config, defaults: DEFAULTS, fileTokens, jsonTokens });
  const ids = withTokens(model.vocab, addedTokens);
  const source = { config, defaults: DEFAULTS, ids };
  const [cls, sep] = [neededToken('cls_token', source), neededToken('sep_token', source)];
  return {
    json: {
      kind: 'bpe',
      addedTokens,
      byteLevel: { add_prefix_space: config.add_prefix_space ?? false },
      processor: { type: 'RobertaProcessing', sep: [sep.token, sep.id], cls: [cls.token, cls.id] },
      model,
    },
    tokenizerClass: 'RobertaTokenizer',
    roles: rolesOf(config, DEFAULTS, ids),
    padId: neededToken('pad_token', source).id,
  };
}

/**
 * Without an id for each byte, what a text becomes would depend on settings that are not followed.
 * @throws TokenizerProblem naming a byte that is missing
 */
export function requireAllBytes({ vocab }: BytePairModel): void {
  const missing = byteLetters().find((letter) => !vocab.has(letter));
  if (missing === undefined) return;
  throw new TokenizerProblem(
    `Its vocabulary has no token for the byte that is written ${missing}, so Labmate cannot follow it exactly. ` +
      'Choose another model, or fetch the files again.',
  );
}
