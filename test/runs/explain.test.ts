import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EXPLAINED, findExplained } from '../../src/runs/explain/explain.js';
import { explainOptions, lossLines } from '../../src/runs/explain/loss-lines.js';
import { PAPERS } from '../../src/runs/explain/papers.js';
import { LOSSES } from '../../src/runs/loss-options.js';
import { runOptions, startOptions } from '../../src/runs/options.js';
import { PRUNERS } from '../../src/runs/sweep/pruner.js';
import { SCHEDULES } from '../../src/runs/training-options.js';
import { LANGUAGES } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';
import { evaluateScores } from '../../src/task/evaluate.js';

/** What the terminal and the channel call the numbers of metrics.json. */
const METRICS: Readonly<Record<string, string>> = {
  ...{ micro_precision: 'precision_score', micro_recall: 'recall', per_label: 'label_f1' },
  ...{ average_precision_macro: 'average_precision', average_precision_micro: 'average_precision' },
};

describe('what can be explained', () => {
  it('GIVEN every option, loss, schedule, metric and pruner THEN it has an entry', () => {
    const wanted = [
      ...Object.keys(runOptions),
      ...Object.keys(startOptions),
      ...[...LOSSES, ...SCHEDULES, 'intent', 'preset', 'folds', 'seeds', 'tuned_threshold', 'grid', 'tpe'],
      ...Object.keys(evaluateScores([[0.5]], [[1]], ['a'])).map((name) => METRICS[name] ?? name),
      ...PRUNERS.filter((pruner) => pruner !== 'none').map((name) =>
        name === 'median' ? 'median_pruner' : name,
      ),
    ];
    for (const name of wanted) assert.equal(findExplained(name), name);
  });

  it('GIVEN every entry THEN both languages have a name and sentences of their own, in a readable length', () => {
    const [english, korean] = LANGUAGES.map((language) => textsIn(language));
    assert.ok(english && korean);
    for (const name of EXPLAINED) {
      const [long, lang] = [english.t(`explain.about.${name}.text`), korean.t(`explain.about.${name}.text`)];
      assert.ok(long.length >= 50 && long.length <= 600, `${name}: ${long.length}`);
      assert.match(lang, /[가-힣].*(다|요)[.)]/s, name);
      assert.ok(lang.length <= 600, name);
      assert.notEqual(english.t(`explain.about.${name}.name`), '');
      assert.notEqual(korean.t(`explain.about.${name}.name`), '');
    }
  });

  it('GIVEN a paper THEN it names its authors and the year', () => {
    assert.ok(Object.keys(PAPERS).length > 30);
    for (const [name, paper] of Object.entries(PAPERS))
      assert.match(paper, /^[A-Z][a-z]+.* (19|20)\d\d/, name);
    for (const loss of ['asl', 'apl', 'focal'] as const) assert.ok(PAPERS[loss]);
  });

  it('GIVEN other names for it THEN the same is found', () => {
    assert.equal(findExplained(' Micro-F1 '), 'micro_f1');
    assert.equal(findExplained('학습률'), 'lr');
    assert.equal(findExplained('early stopping'), 'patience');
    assert.equal(findExplained('focal loss'), 'focal');
  });

  it('GIVEN a name that nobody knows THEN the nearest is offered', () => {
    assert.throws(() => findExplained('warmupp'), {
      identifier: 'explain.unknown',
      message: /mean `warmup`/,
    });
    assert.throws(() => findExplained('constructor'), { identifier: 'explain.unknown' });
  });
});

describe('the losses that /explain draws', () => {
  const names = (lines: ReturnType<typeof lossLines>) => lines.map(({ loss }) => loss);

  it('GIVEN a loss THEN it comes first, with its published parameters beside those of the others', () => {
    const lines = lossLines('apl', {});
    assert.deepEqual(names(lines), ['apl', 'bce', 'asl', 'focal']);
    assert.match(lines[0]?.label ?? '', /^apl · gamma_neg 4 · gamma_pos 0 · clip 0\.05 · epsilon_pos 1 · /);
    assert.deepEqual(names(lossLines('asl_oneonlee', {}))[0], 'asl_oneonlee');
  });

  it('GIVEN parameters THEN every loss that has them is drawn with them', () => {
    const lines = lossLines('asl', { gamma_neg: '2', detach: 'false' });
    assert.deepEqual(
      lines.map(({ parameters }) => parameters.gamma_neg),
      [2, undefined, 2, undefined],
    );
    assert.match(lines[0]?.label ?? '', /gamma_neg 2 .*detach false/);
    assert.throws(() => lossLines('asl', { gamma_neg: 11 }), { identifier: 'option.value' });
  });

  it('GIVEN a parameter THEN a loss that has it comes first; of what has no curve there is none', () => {
    assert.equal(names(lossLines('alpha', {}))[0], 'focal');
    assert.equal(names(lossLines('loss', {}))[0], 'bce');
    assert.deepEqual(lossLines('lr', {}), []);
    assert.equal(names(lossLines('lr', { clip: 0.2 }))[0], 'asl');
    assert.ok(Object.keys(explainOptions).length <= 25);
  });
});
