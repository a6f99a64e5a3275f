import type { AddedToken } from './added-tokens.js';
import {
  contentOf,
  extraTokens,
  namedTokens,
  type RawTokenizerConfig,
  type SpecialTokens,
} from './tokenizer-config.js';
import type { ListedToken, TokenFields } from './tokenizer-schemas.js';
import { nextId, type Vocabulary } from './vocabulary.js';

export type Declarations = {
  config: RawTokenizerConfig;
  /** Roles that a tokenizer class fills where the files do not. */
  defaults: SpecialTokens;
  /** added_tokens.json */
  fileTokens: Readonly<Record<string, number>>;
  /** `added_tokens` of tokenizer.json */
  jsonTokens: readonly ListedToken[];
  /** Whether tokenizer.json has the first say about them: where no tokenizer class makes it anew. */
  jsonFirst?: boolean;
};

/** What an encoding is made with: a file that names a token for it which the vocabulary lacks must be wrong. */
const NEEDED = ['unk_token', 'cls_token', 'sep_token', 'pad_token'];

/**
 * Every token that is looked for in the text itself, with its id. transformers 5 has them from up to four files, and
 * gives those that the vocabulary lacks the next ids whatever these files say
 * (`PreTrainedTokenizerBase._from_pretrained`, `TokenizersBackend.__init__`).
 */
export function declaredTokens(vocabulary: Vocabulary, declarations: Declarations): AddedToken[] {
  const { config, defaults, jsonTokens, jsonFirst = false } = declarations;
  const named = namedTokens(config);
  const found = new Map<string, AddedToken>();
  let next = nextId(vocabulary);
  const add = (token: TokenFields) => {
    const { content, special, normalized = !special } = token;
    if (content === '' || found.has(content)) return;
    const id = vocabulary.get(content) ?? next;
    if (id === next) next += 1;
    found.set(content, { ...token, id, content, normalized, special });
  };

  if (jsonFirst) jsonTokens.forEach(add);
  listed(declarations).forEach(add);
  for (const [role, token] of new Map([...defaults, ...named])) {
    const mayBeWrong = NEEDED.includes(role) || !named.has(role);
    if (!mayBeWrong || vocabulary.has(contentOf(token))) add(specialToken(token));
  }
  extraTokens(config).map(specialToken).forEach(add);
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** Tokens with an id in some file, by that id. A list in tokenizer_config.json makes the older files void. */
function listed({ config, fileTokens, jsonTokens }: Declarations): TokenFields[] {
  const byId = new Map<number, TokenFields>();
  if (config.added_tokens_decoder) {
    for (const [id, token] of Object.entries(config.added_tokens_decoder)) byId.set(Number(id), token);
  } else {
    const specials = new Set([...namedTokens(config).values(), ...extraTokens(config)].map(contentOf));
    for (const [content, id] of Object.entries(fileTokens)) {
      byId.set(id, { ...plainToken(content), special: specials.has(content) });
    }
    for (const { id, ...token } of jsonTokens) byId.set(id, token);
  }
  return [...byId].sort(([a], [b]) => a - b).map(([, token]) => token);
}

/** A token by its content alone is found exactly as it is written, in the raw text. */
function specialToken(token: string | TokenFields): TokenFields {
  return { ...(typeof token === 'string' ? plainToken(token) : token), special: true };
}

function plainToken(content: string): TokenFields {
  return { content, single_word: false, lstrip: false, rstrip: false, special: false };
}
