import { contentOf, namedTokens, type RawTokenizerConfig, type SpecialTokens } from './tokenizer-config.js';
import { TokenizerProblem } from './tokenizer-problem.js';
import type { Vocabulary } from './vocabulary.js';

/** Special tokens by role, such as `pad_token`; null for one that the tokenizer class would fill if it were not said. */
export type Roles = Readonly<Record<string, string | null>>;

/** The roles that files and tokenizer class fill with tokens that there are. */
export function rolesOf(config: RawTokenizerConfig, defaults: SpecialTokens, ids: Vocabulary): Roles {
  const tokens = [...new Map([...defaults, ...namedTokens(config)])];
  return Object.fromEntries(
    tokens.map(([role, token]) => [role, ids.has(contentOf(token)) ? contentOf(token) : null]),
  );
}

/**
 * The token in a role without which there is no encoding.
 * @throws TokenizerProblem where the vocabulary lacks it
 */
export function neededToken(
  role: 'unk_token' | 'cls_token' | 'sep_token' | 'pad_token',
  { config, defaults, ids }: { config: RawTokenizerConfig; defaults: SpecialTokens; ids: Vocabulary },
): { token: string; id: number } {
  const token = contentOf(namedTokens(config).get(role) ?? defaults.get(role) ?? '');
  const id = ids.get(token);
  if (id !== undefined) return { token, id };
  const what = token === '' ? `It names no ${role}` : `Its vocabulary has no ${token}, which is its ${role}`;
  throw new TokenizerProblem(
    `${what}. Name the right token as ${role} in tokenizer_config.json, or fetch the files again.`,
  );
}
