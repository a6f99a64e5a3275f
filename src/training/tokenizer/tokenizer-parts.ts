import type { Roles } from './roles.js';
import type { TokenizerJson } from './tokenizer-json.js';

/** All that makes a tokenizer, whichever files it came from. */
export type TokenizerParts = {
  json: TokenizerJson;
  /** The class of transformers that makes the same of `json`; the last one takes it as it is. */
  tokenizerClass: 'BertTokenizer' | 'RobertaTokenizer' | 'PreTrainedTokenizerFast';
  roles: Roles;
  padId: number;
  /** Longest encoding in tokens; Infinity where the files set no limit. */
  maxLength: number;
};
