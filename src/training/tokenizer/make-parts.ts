import { partsAsTheyAre } from './parts-as-they-are.js';
import { bertParts } from './bert-parts.js';
import { robertaParts } from './roberta-parts.js';
import { parse, type TokenizerFolder } from './tokenizer-folder.js';
import type { TokenizerJson } from './tokenizer-json.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import { TokenizerProblem } from './tokenizer-problem.js';
import { bertVocabularySchema, kindSchema, robertaVocabularySchema } from './tokenizer-schemas.js';

const FILE = 'tokenizer.json';
const BERT_CLASSES = ['BertTokenizer', 'ElectraTokenizer'];
const CLASS_OF_MODEL: Readonly<Record<string, string>> = {
  bert: 'BertTokenizer',
  electra: 'BertTokenizer',
  roberta: 'RobertaTokenizer',
};
/** Beyond this, model_max_length is transformers' way (1e30) to say that there is none. */
const LONGEST = 1e9;

/**
 * Makes of a folder's files what transformers 5 makes of them. Where a tokenizer class is named, it takes no more than
 * the vocabulary from tokenizer.json: whether the case is lowered is for tokenizer_config.json to say.
 * @throws TokenizerProblem for files that contradict each other, lack a token or are of a kind that is not supported
 */
export function makeParts(folder: TokenizerFolder): TokenizerParts {
  const { model_max_length, max_len } = folder.config;
  const limit = model_max_length ?? max_len ?? Infinity;
  return { ...partsWithoutLimit(folder), maxLength: limit < LONGEST ? Math.floor(limit) : Infinity };
}

type Parts = Omit<TokenizerParts, 'maxLength'>;

function partsWithoutLimit(folder: TokenizerFolder): Parts {
  const { json, vocabulary, tokenizerClass, modelType = '' } = folder;
  if (json === undefined) {
    if (vocabulary === undefined) {
      throw new TokenizerProblem('It has neither tokenizer.json nor vocab.txt. Put one of them there.');
    }
    if (tokenizerClass !== undefined && !BERT_CLASSES.includes(tokenizerClass)) {
      throw new TokenizerProblem(
        `Its vocab.txt is for a ${tokenizerClass}, which Labmate cannot follow. ` +
          'If transformers can save it with a tokenizer.json, put that there.',
      );
    }
    return bertParts(folder, vocabulary, []);
  }
  const kind = kindOf(json);
  const named = tokenizerClass ?? CLASS_OF_MODEL[modelType] ?? '';
  if (kind === 'wordpiece' && BERT_CLASSES.includes(named)) {
    const { added_tokens, model } = parse(FILE, json, bertVocabularySchema);
    return bertParts(folder, model.vocab, added_tokens);
  }
  if (kind === 'bpe' && named === 'RobertaTokenizer') {
    const { added_tokens, model } = parse(FILE, json, robertaVocabularySchema);
    return robertaParts(folder, model, added_tokens);
  }
  return partsAsTheyAre(folder, kind);
}

/** The kind of a tokenizer.json, among those that are followed exactly. */
function kindOf(json: unknown): TokenizerJson['kind'] {
  const { model, normalizer, pre_tokenizer } = parse(FILE, json, kindSchema);
  // Files of 2020 leave the model's type out.
  const type =
    model.type ?? ('merges' in model ? 'BPE' : Array.isArray(model.vocab) ? 'Unigram' : 'WordPiece');
  const before = pre_tokenizer?.type ?? 'none';
  const normal = normalizer?.type ?? 'none';
  if (type === 'WordPiece' && before === 'BertPreTokenizer' && ['BertNormalizer', 'none'].includes(normal)) {
    return 'wordpiece';
  }
  if (type === 'BPE' && before === 'ByteLevel' && normal === 'none') return 'bpe';
  throw new TokenizerProblem(
    `Its tokenizer.json (model ${type}, normalizer ${normal}, pre_tokenizer ${before}) is of a kind that Labmate ` +
      "cannot follow exactly; BERT's WordPiece and RoBERTa's byte-level BPE are. Choose a model with one of these.",
  );
}
