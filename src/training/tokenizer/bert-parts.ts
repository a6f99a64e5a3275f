import { declaredTokens } from './declared-tokens.js';
import { neededToken, rolesOf } from './roles.js';
import type { SpecialTokens } from './tokenizer-config.js';
import type { TokenizerFolder } from './tokenizer-folder.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import type { ListedToken } from './tokenizer-schemas.js';
import { type Vocabulary, withTokens } from './vocabulary.js';

const DEFAULTS: SpecialTokens = new Map([
  ['unk_token', '[UNK]'],
  ['sep_token', '[SEP]'],
  ['pad_token', '[PAD]'],
  ['cls_token', '[CLS]'],
  ['mask_token', '[MASK]'],
]);

/**
 * What transformers' BertTokenizer makes of a vocabulary; all but that is for tokenizer_config.json to say, and the case
 * is lowered where it says nothing.
 * @param jsonTokens `added_tokens` of tokenizer.json
 * @throws TokenizerProblem where the vocabulary lacks a token without which there is no encoding
 */
export function bertParts(
  { config, addedTokens: fileTokens }: TokenizerFolder,
  vocab: Vocabulary,
  jsonTokens: readonly ListedToken[],
): Omit<TokenizerParts, 'maxLength'> {
  const addedTokens = declaredTokens(vocab, { config, defaults: DEFAULTS, fileTokens, jsonTokens });
  const ids = withTokens(vocab, addedTokens);
  const source = { config, defaults: DEFAULTS, ids };
  // WordPiece itself needs it, which knows no added tokens.
  const unknown = neededToken('unk_token', { ...source, ids: vocab });
  const [cls, sep] = [neededToken('cls_token', source), neededToken('sep_token', source)];
  const [first, second] = [sequence('A', 0), sequence('B', 1)];
  return {
    json: {
      kind: 'wordpiece',
      addedTokens,
      normalizer: {
        clean_text: true,
        handle_chinese_chars: config.tokenize_chinese_chars ?? true,
        strip_accents: config.strip_accents ?? null,
        lowercase: config.do_lower_case ?? true,
      },
      processor: {
        type: 'TemplateProcessing',
        single: [special(cls.token, 0), first, special(sep.token, 0)],
        pair: [special(cls.token, 0), first, special(sep.token, 0), second, special(sep.token, 1)],
        special_tokens: Object.fromEntries(
          [cls, sep].map(({ token, id }) => [token, { id: token, ids: [id], tokens: [token] }]),
        ),
      },
      model: {
        unk_token: unknown.token,
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab,
      },
    },
    tokenizerClass: 'BertTokenizer',
    roles: rolesOf(config, DEFAULTS, ids),
    padId: neededToken('pad_token', source).id,
  };
}

function special(id: string, type_id: number) {
  return { SpecialToken: { id, type_id } };
}

function sequence(id: 'A' | 'B', type_id: number) {
  return { Sequence: { id, type_id } };
}
