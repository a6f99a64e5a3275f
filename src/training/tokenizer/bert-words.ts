import { isPunctuation, isSpace } from './character-classes.js';

/** Words of a normalised text (BertPreTokenizer): parted at white space, each punctuation character by itself. */
export function bertWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const mark = isPunctuation(point);
    if (!mark && !isWhiteSpace(point)) {
      word += char;
      continue;
    }
    if (word !== '') words.push(word);
    word = '';
    if (mark) words.push(char);
  }
  if (word !== '') words.push(word);
  return words;
}

/** Unicode's White_Space. What `clean_text` has not dropped can be here besides what it makes a space. */
function isWhiteSpace(point: number): boolean {
  return isSpace(point) || (point >= 0x09 && point <= 0x0d) || point === 0x85;
}
