import { formatTokenizerJson } from './tokenizer-json.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import { formatVocabulary } from './vocabulary.js';

/** tokenizer.json, tokenizer_config.json and, for BERT's kind, vocab.txt: contents by name. */
export function formatTokenizerFiles(parts: TokenizerParts): Record<string, string> {
  const { json } = parts;
  const files = {
    'tokenizer.json': formatTokenizerJson(json),
    'tokenizer_config.json': `${JSON.stringify(tokenizerConfig(parts), null, 2)}\n`,
  };
  return json.kind === 'wordpiece' ? { ...files, 'vocab.txt': formatVocabulary(json.model.vocab) } : files;
}

function tokenizerConfig({ json, tokenizerClass, roles, maxLength }: TokenizerParts): object {
  const named = new Set(Object.values(roles));
  const wordPiece = json.kind === 'wordpiece';
  return {
    tokenizer_class: tokenizerClass,
    ...(wordPiece && {
      do_lower_case: json.normalizer?.lowercase ?? false,
      strip_accents: json.normalizer?.strip_accents ?? null,
      tokenize_chinese_chars: json.normalizer?.handle_chinese_chars ?? false,
      // A class that takes tokenizer.json as it is would not tell a pair's types otherwise.
      model_input_names: ['input_ids', 'token_type_ids', 'attention_mask'],
    }),
    ...(!wordPiece && { add_prefix_space: json.byteLevel.add_prefix_space }),
    ...(maxLength !== Infinity && { model_max_length: maxLength }),
    ...roles,
    // Their ids stand in tokenizer.json; here they are said to be special, so that decoding can leave them out.
    additional_special_tokens: json.addedTokens
      .filter(({ content, special }) => special && !named.has(content))
      .map(({ content }) => content),
  };
}
