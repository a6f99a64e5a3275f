import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Course, judge as judgeIn } from '../../../src/runs/sweep/pruner.js';
import { textsIn } from '../../../src/texts/texts.js';

/** The reason in English. */
const judge = (...given: Parameters<typeof judgeIn>): string | undefined => {
  const why = judgeIn(...given);
  return why && textsIn('en').say(why);
};

const done = (...scores: number[]): Course => ({ scores, done: true });
const running = (...scores: number[]): Course => ({ scores, done: false });
const five = [0.3, 0.4, 0.5, 0.6, 0.7].map((score) => done(score, score, score));

describe('the median rule', () => {
  it('stops a run whose best is below the median of the means of the others, and says so', () => {
    assert.equal(
      judge('median', [0.2, 0.41, 0.4], five),
      'pruned at epoch 3: 0.4100, median of the others 0.5000',
    );
    assert.equal(judge('median', [0.2, 0.5], five), undefined, 'as good as the median is good enough');
  });

  it('takes the means up to that epoch alone', () => {
    const late = Array.from({ length: 5 }, () => done(0.1, 0.3, 0.9));
    assert.equal(judge('median', [0.1, 0.21], late), undefined);
    assert.match(judge('median', [0.1, 0.19], late) ?? '', /median of the others 0\.2000/);
  });

  it('judges nobody by the first epoch, nor before five runs are done', () => {
    assert.equal(judge('median', [0.01], five), undefined);
    assert.equal(judge('median', [0.01, 0.01], five.slice(1)), undefined);
    assert.equal(judge('median', [0.01, 0.01], [...five.slice(1), running(0.9, 0.9)]), undefined);
  });
});

describe('successive halving', () => {
  const seen = [0.1, 0.2, 0.3, 0.4, 0.5].map((score) => running(score));

  it('lets the best third of a rung go on', () => {
    assert.equal(judge('halving', [0.45], seen), undefined, 'two of six go on');
    assert.equal(
      judge('halving', [0.35], seen),
      'pruned at epoch 1: 0.3500, the best 2 of 6 there reached 0.4000',
    );
  });

  it('judges at epochs 1, 3, 9 alone, by those that came so far', () => {
    assert.equal(judge('halving', [0.01, 0.01], seen), undefined);
    assert.equal(judge('halving', [0.01, 0.01, 0.01], seen), undefined, 'nobody else was there');
    assert.match(judge('halving', [0.01, 0.01, 0.01], [running(0, 0, 0.9)]) ?? '', /at epoch 3/);
    assert.equal(judge('halving', Array<number>(4).fill(0), [done(1, 1, 1, 1)]), undefined);
  });

  it('lets the first run go on', () => assert.equal(judge('halving', [0.01], []), undefined));
});

it('GIVEN no pruner THEN nobody is stopped', () => {
  assert.equal(judge('none', [0, 0, 0], five), undefined);
});
