import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import { LANGUAGES } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';
import { englishRuns, leftInEnglish } from './left-in-english.js';
import { mainViews } from './main-views.js';

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
    const payloads = mainViews(textsIn('ko'));
    assert.deepEqual([...leftInEnglish(payloads), ...englishRuns(payloads)], []);
  });
});
