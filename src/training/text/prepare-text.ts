import type { Example } from '../../task/read-examples.js';
import type { TextSettings } from '../../runs/text-fields.js';
import { cleanText } from './clean-text.js';

/** Tokens that stand around the target; a tokenizer must know them whole. */
export const TARGET_MARKERS = ['[TGT]', '[/TGT]'] as const;

/** How the model learns the target: as a second text, by markers in the text, or not at all. */
export type TargetStyle = TextSettings['target'];

export type PreparedText = { text: string; pair: string | null };

/**
 * Cleans an example's text and shows the target in it.
 * - `pair`: the target, cleaned too, is the second text; null without a target or where nothing is left of it.
 * - `mark`: `before [TGT] word [/TGT] after`; each piece is cleaned by itself, so cleaning cannot move the place (and a URL
 *   that the target is part of is cut there first). The place is the span where the target stands there, else the
 *   target's first occurrence; both are compared as they are, without Unicode normalisation. The text stays unmarked
 *   without a target, where the target is not in it, and where nothing is left of the target. What a person typed as
 *   `[TGT]` or `[/TGT]` becomes `[ TGT]` or `[ /TGT]`, which is no marker.
 * - `none`: the cleaned text alone.
 */
export function prepareText(
  example: Pick<Example, 'text' | 'target' | 'span'>,
  options: TextSettings,
): PreparedText {
  const clean = (text: string): string => cleanText(text, options);
  switch (options.target) {
    case 'pair':
      return { text: clean(example.text), pair: clean(example.target ?? '') || null };
    case 'mark':
      return { text: mark(example, (text) => withoutMarkers(clean(text))), pair: null };
    case 'none':
      return { text: clean(example.text), pair: null };
  }
}

function mark(
  { text, target, span }: Pick<Example, 'text' | 'target' | 'span'>,
  clean: (text: string) => string,
): string {
  const pieces = target ? (cutAtSpan(text, target, span) ?? cutAtFirst(text, target)) : null;
  const [before = '', word = '', after = ''] = pieces?.map(clean) ?? [];
  if (word === '') return clean(text);
  const [open, close] = TARGET_MARKERS;
  return [before, open, word, close, after].filter((piece) => piece !== '').join(' ');
}

/** Cuts where the span says, if the target stands there. Spans count code points, as Python does, not UTF-16 units. */
function cutAtSpan(text: string, target: string, span: Example['span']): string[] | null {
  if (!span) return null;
  const points = [...text];
  const word = points.slice(span.begin, span.end).join('');
  if (word !== target) return null;
  return [points.slice(0, span.begin).join(''), word, points.slice(span.end).join('')];
}

function cutAtFirst(text: string, target: string): string[] | null {
  const begin = text.indexOf(target);
  if (begin === -1) return null;
  return [text.slice(0, begin), target, text.slice(begin + target.length)];
}

/** Comes after cleaning, which could otherwise put a marker together (`[T😀GT]`). */
const withoutMarkers = (text: string): string => text.replace(/\[(?=\/?TGT\])/g, '[ ');
