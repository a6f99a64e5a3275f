import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import { runOptions } from '../../src/runs/options.js';
import { LANGUAGES } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';
import { mainViews } from './main-views.js';

/** What is English in every language: terms of the field, names, and what is typed. */
const TERMS =
  /\b(dev|micro|macro|F1|train|test|SHA-256|Labmate|ASL|Discord|Google|lr|asl|bce|ngram|tpe|median|joy|fear|kote8|oneonlee|AdamW|Ridnik|Huang|Lin|Breiman|native|abc|h1|tiny|klue|est|Student|apl|focal|asl_oneonlee)\b/g;
const OPTIONS = new RegExp(`\\b(${Object.keys(runOptions).join('|')})\\b`, 'g');

/** All that a payload says, without code, links, mentions and what serves as a name in the interface. */
function saidIn(payload: unknown): string[] {
  if (typeof payload === 'string') return [payload];
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload)
    .filter(([key]) => !['custom_id', 'url', 'timestamp', 'style'].includes(key))
    .flatMap(([, value]) => saidIn(value));
}

const withoutTerms = (text: string): string =>
  text
    .replace(/```[^]*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\*\*\/\w+\*\*/g, ' ')
    .replaceAll(TERMS, ' ')
    .replaceAll(OPTIONS, ' ');

describe('what the main views send', () => {
  for (const language of LANGUAGES) {
    const file = join(projectRoot, `test/chat/__snapshots__/payloads.${language}.json`);

    it(`GIVEN the same runs THEN the payloads in ${language} are those kept beside this test`, () => {
      const payloads: unknown = JSON.parse(JSON.stringify(mainViews(textsIn(language))));
      // UPDATE_SNAPSHOTS=1 keeps what is sent now; `npm run format` and a look at the difference come next.
      if (process.env.UPDATE_SNAPSHOTS) writeFileSync(file, `${JSON.stringify(payloads, null, 2)}\n`);
      assert.deepEqual(payloads, JSON.parse(readFileSync(file, 'utf8')));
    });
  }

  it('GIVEN Korean THEN nothing but terms, names and typed words is left in English', () => {
    const left = Object.entries(mainViews(textsIn('ko'))).flatMap(([view, payload]) =>
      saidIn(payload)
        .map(
          (text) =>
            [
              view,
              withoutTerms(text)
                .match(/[A-Za-z]{3,}/g)
                ?.join(' ') ?? '',
            ] as const,
        )
        .filter(([, words]) => words !== ''),
    );
    assert.deepEqual(left, []);
  });
});
