import type { TextSettings } from '../../runs/text-fields.js';
import { EMOJI_PATTERN } from './emoji-pattern.js';

/** What is done to a text before it becomes tokens; each option works without the others. */
export type TextOptions = Omit<TextSettings, 'target'>;

/** Python's `\w`, in which marks, emoji and punctuation have no part. */
const WORD = String.raw`[\p{L}\p{N}_]`;
const WORD_BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;

const LINK = new RegExp(
  String.raw`https?:\/\/(?:www\.)?[\-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-zA-Z0-9\(\)]{1,6}` +
    WORD_BOUNDARY +
    String.raw`[\-a-zA-Z0-9\(\)@:%_+.~#?&\/=]*`,
  'gu',
);
const SYMBOLS = /[^\0-\x7Fㄱ-ㅣ가-힣％·∼]+/gu;
const REPEATED = new RegExp(String.raw`(${WORD})\1{3,}`, 'gu');

/** Python's white space: with U+001C to U+001F and U+0085, which JavaScript's `\s` lacks, without its U+FEFF. */
const WHITE_SPACE = /[\t-\r\x1C-\x20\x85\xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu;

/**
 * Cleans a text as KcBERT and KcELECTRA were pre-trained (and oneonlee/KR-Emotional-Analysis fine-tunes):
 * `&others&`, then symbols or emoji, then URLs, then repeats (soynlp's `repeat_normalize`), then white space,
 * which `clean` and `repeat` both tidy up.
 * @param options `repeat` is a whole number from 0 up
 */
export function cleanText(text: string, { clean, others, emoji, symbols, repeat }: TextOptions): string {
  let cleaned = others === 'drop' ? text.replaceAll('&others&', '') : text;
  if (symbols === 'drop') cleaned = cleaned.replace(SYMBOLS, ' ');
  else if (emoji === 'drop') cleaned = cleaned.replace(EMOJI_PATTERN, '');
  if (clean) cleaned = cleaned.replace(LINK, '');
  if (repeat > 0) cleaned = cleaned.replace(REPEATED, (_run, one: string) => one.repeat(repeat));
  return clean || repeat > 0 ? cleaned.replace(WHITE_SPACE, ' ').replace(/^ | $/g, '') : cleaned;
}
