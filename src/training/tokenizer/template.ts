import { TokenizerProblem } from './tokenizer-problem.js';

/** A place in an encoding: a special token, or all tokens of a text. */
export type Slot = { ids: readonly number[]; type: number } | { text: 'first' | 'second'; type: number };

/** What stands where around one text, and around two. */
export type Template = { single: readonly Slot[]; pair: readonly Slot[] };

type TemplateItem =
  { SpecialToken: { id: string; type_id: number } } | { Sequence: { id: 'A' | 'B'; type_id: number } };
type TokenAndId = readonly [string, number];

/** `post_processor` of a tokenizer.json, as far as ids depend on it. */
export type PostProcessor =
  | {
      type: 'TemplateProcessing';
      single: readonly TemplateItem[];
      pair: readonly TemplateItem[];
      special_tokens: Readonly<Record<string, { ids: readonly number[] }>>;
    }
  | { type: 'BertProcessing' | 'RobertaProcessing'; cls: TokenAndId; sep: TokenAndId }
  | { type: 'ByteLevel' };

const FIRST: Slot = { text: 'first', type: 0 };

/**
 * The template that a post-processor means.
 * @throws TokenizerProblem where it names a special token without saying its ids
 */
export function templateOf(processor: PostProcessor | null): Template {
  switch (processor?.type) {
    case 'TemplateProcessing': {
      const slot = (item: TemplateItem): Slot => {
        if ('Sequence' in item) {
          return { text: item.Sequence.id === 'A' ? 'first' : 'second', type: item.Sequence.type_id };
        }
        const { id, type_id: type } = item.SpecialToken;
        const ids = processor.special_tokens[id]?.ids;
        if (ids !== undefined) return { ids, type };
        throw new TokenizerProblem(`post_processor in tokenizer.json does not say what ${id} is.`);
      };
      return { single: processor.single.map(slot), pair: processor.pair.map(slot) };
    }
    case 'BertProcessing':
    case 'RobertaProcessing': {
      // <s> a </s></s> b </s> for RoBERTa, which has a single type; [CLS] a [SEP] b [SEP] for BERT.
      const roberta = processor.type === 'RobertaProcessing';
      const cls = { ids: [processor.cls[1]], type: 0 };
      const sep = { ids: [processor.sep[1]], type: 0 };
      const type = roberta ? 0 : 1;
      const second: Slot[] = [
        { text: 'second', type },
        { ...sep, type },
      ];
      return {
        single: [cls, FIRST, sep],
        pair: [cls, FIRST, sep, ...(roberta ? [sep] : []), ...second],
      };
    }
    case 'ByteLevel':
    case undefined:
      return { single: [FIRST], pair: [FIRST, { text: 'second', type: 1 }] };
  }
}
