import { declaredTokens } from './declared-tokens.js';
import { requireAllBytes } from './roberta-parts.js';
import { neededToken, rolesOf } from './roles.js';
import { parse, type TokenizerFolder } from './tokenizer-folder.js';
import type { TokenizerJson } from './tokenizer-json.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import { addedTokensSchema, bytePairSchema, wordPieceSchema } from './tokenizer-schemas.js';
import { withTokens } from './vocabulary.js';

const FILE = 'tokenizer.json';
const PADS = ['[PAD]', '<pad>'];

/**
 * What a tokenizer.json says, where no tokenizer class takes only its vocabulary: transformers' PreTrainedTokenizerFast,
 * which is now called TokenizersBackend.
 * @throws TokenizerProblem naming what in the file is not supported
 */
export function partsAsTheyAre(
  { config, json: file, addedTokens: fileTokens }: TokenizerFolder,
  kind: TokenizerJson['kind'],
): Omit<TokenizerParts, 'maxLength'> {
  const json = kind === 'wordpiece' ? readWordPiece(file) : readBytePairs(file);
  const { vocab } = json.model;
  const { added_tokens: jsonTokens } = parse(FILE, file, addedTokensSchema);
  const addedTokens = declaredTokens(vocab, {
    config,
    defaults: new Map(),
    fileTokens,
    jsonTokens,
    jsonFirst: true,
  });
  const ids = withTokens(vocab, addedTokens);
  const defaults = new Map([['pad_token', PADS.find((pad) => ids.has(pad)) ?? '']]);
  return {
    json: { ...json, addedTokens },
    tokenizerClass: 'PreTrainedTokenizerFast',
    roles: rolesOf(config, defaults, ids),
    padId: neededToken('pad_token', { config, defaults, ids }).id,
  };
}

function readWordPiece(file: unknown): TokenizerJson {
  const { normalizer = null, post_processor = null, model } = parse(FILE, file, wordPieceSchema);
  neededToken('unk_token', {
    config: {},
    defaults: new Map([['unk_token', model.unk_token]]),
    ids: model.vocab,
  });
  return { kind: 'wordpiece', addedTokens: [], normalizer, processor: post_processor, model };
}

function readBytePairs(file: unknown): TokenizerJson {
  const { pre_tokenizer, post_processor = null, model } = parse(FILE, file, bytePairSchema);
  requireAllBytes(model);
  return {
    kind: 'bpe',
    addedTokens: [],
    byteLevel: { add_prefix_space: pre_tokenizer.add_prefix_space },
    processor: post_processor,
    model,
  };
}
