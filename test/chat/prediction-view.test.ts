import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { predictionView } from '../../src/chat/views/prediction-view.js';
import type { Prediction } from '../../src/predict/text-predictor.js';
import { textsIn } from '../../src/texts/texts.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { task } = settingsIn(temporaryFolder());

const prediction = (probability: number, usesTarget = true): Prediction => ({
  ...{ run: '12', microF1: 0.8123, usesTarget },
  labels: task.labels.map((label, at) => ({
    label,
    probability: at === 0 ? probability : 0.31,
    tunedThreshold: 0.3,
  })),
});

describe('what /predict answers', () => {
  it('GIVEN a probability of 0.5 and one below THEN the first is marked, and both against their tuned threshold', () => {
    const { title, description, footer } = predictionView(
      { text: 'x' },
      prediction(0.5),
      task,
      textsIn('en'),
    );
    assert.equal(title, 'joy');
    assert.match(description ?? '', /^joy {10}█████░░░░░ 0\.50 ✔ ≥0\.30 ✔$/m);
    assert.match(description ?? '', /^fear {9}███░░░░░░░ 0\.31 {3}≥0\.30 ✔$/m);
    assert.equal(footer?.text, 'run 12 · dev micro-F1 0.8123');
    for (const line of (description ?? '').split('\n')) assert.ok(line.length <= 40, line);
  });

  it('GIVEN Korean THEN the labels have their names of the task file', () => {
    const { title, description } = predictionView({ text: 'x' }, prediction(0.9), task, textsIn('ko'));
    assert.equal(title, '기쁨');
    assert.match(description ?? '', /^슬픔 ███░/m);
  });

  it('GIVEN nothing above 0.5 THEN the title says so', () => {
    assert.equal(
      predictionView({ text: 'x' }, prediction(0.49), task, textsIn('en')).title,
      'No emotion above 0.5',
    );
  });

  it('GIVEN a target THEN it is told whether the model read it', () => {
    const told = (usesTarget: boolean) =>
      predictionView({ text: 'x', target: '표' }, prediction(0.5, usesTarget), task, textsIn('en'))
        .description ?? '';
    assert.match(told(true), /^about \*\*표\*\*$/m);
    assert.match(told(false), /reads no target; \*\*표\*\* was left out/);
  });

  it('GIVEN an ensemble THEN its own cut is 0.5, and no other threshold is shown', () => {
    const { run: _, labels, ...rest } = prediction(0.5, false);
    const answered: Prediction = {
      ...{ ...rest, submission: '4' },
      labels: labels.map((one) => ({ ...one, tunedThreshold: null })),
    };
    const view = (language: 'en' | 'ko') =>
      predictionView({ text: 'x', target: '표' }, answered, task, textsIn(language));
    const { description = '', footer } = view('en');
    assert.match(description, /^joy {10}█████░░░░░ 0\.50 ✔$/m);
    assert.match(description, /^fear {9}███░░░░░░░ 0\.31$/m);
    assert.match(description, /No member reads the target/);
    assert.match(description, /its own threshold, tuned or not, is shown as 0\.5/);
    assert.equal(footer?.text, 'submission 4 · dev micro-F1 0.8123');
    assert.equal(view('ko').footer?.text, '제출 4 · dev micro-F1 0.8123');
  });

  it('GIVEN a long text in markdown of many lines THEN it is quoted as typed, and cut', () => {
    const text = '**굵게** ```x```\n\n\n# 제목 '.repeat(80);
    const { description = '' } = predictionView({ text }, prediction(0.5), task, textsIn('en'));
    const quote = description.split('```')[0] ?? '';
    for (const line of quote.trim().split('\n')) assert.match(line, /^> /);
    assert.ok(!/[^\\]`/.test(quote) && !/[^\\]\*\*/.test(quote), quote);
    assert.ok(description.length < 1500);
  });
});
