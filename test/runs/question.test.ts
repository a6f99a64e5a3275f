import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { questionList, questionView } from '../../src/chat/views/question-view.js';
import { suggestQuestionInSet, suggestQuestions } from '../../src/chat/suggest-questions.js';
import { questionLine } from '../../src/chat/views/verdict-buttons.js';
import { trainLine } from '../../src/runs/mended.js';
import {
  changeQuestion,
  findQuestion,
  listQuestions,
  openQuestions,
  parseQuestion,
} from '../../src/runs/question.js';
import { runSchema } from '../../src/runs/run.js';
import { tweakLines, tweakOptions } from '../../src/runs/tweak.js';
import { judge } from '../../src/runs/verdict.js';
import { resultsQuestion } from '../../src/terminal/results-question.js';
import { parseWords } from '../../src/terminal/words.js';
import { textsIn } from '../../src/texts/texts.js';
import { openRuns, resultOf, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const en = textsIn('en');

describe('a question that runs share', () => {
  let opened: Awaited<ReturnType<typeof openRuns>>;

  before(async () => {
    opened = await openRuns(temporaryFolder());
    const { runs, store } = opened;
    await runs.submit(
      { loss: 'bce', set: 'question="does ASL help fear?"', intent: 'the baseline' },
      student,
    );
    await runs.submit({ loss: 'asl', question: 'Does  asl help FEAR?' }, student);
    await runs.submit({ loss: 'bce', seed: 7, question: 'how far do seeds spread?' }, student);
    await runs.submit({ loss: 'bce', seed: 8 }, student);
    await store.update('1', { state: 'done', result: resultOf(0.6) });
    await store.update('2', { state: 'done', result: resultOf(0.61) });
  });
  after(() => opened.store.close());

  const all = () => opened.store.list();

  it('GIVEN other capitals and spaces THEN it is the same question, in the words of the first', () => {
    const [seeds, asl] = listQuestions(all());
    assert.deepEqual([asl?.text, asl?.runs.map(({ id }) => id)], ['does ASL help fear?', ['1', '2']]);
    assert.deepEqual([seeds?.text, seeds?.open], ['how far do seeds spread?', true]);
    assert.throws(() => parseQuestion('x'.repeat(101), all()), /text of 1 to 100 characters/);
  });

  it('GIVEN some of its words THEN it is found, unless others have them, too', () => {
    assert.equal(findQuestion('asl', all()).text, 'does ASL help fear?');
    assert.throws(() => findQuestion('do', all()), /“do” is in several questions: .*ASL.*seeds|seeds.*ASL/);
    assert.throws(() => findQuestion('focal', all()), /Nobody asked “focal” yet. Asked were: “how far/);
    assert.throws(() => findQuestion('asl', []), /No run shares a question yet/);
  });

  it('GIVEN a run without an intent THEN the shared question is the one that its verdict answers', async () => {
    assert.match(
      questionLine(opened.runs.require('2'), en) ?? '',
      /“does ASL help fear\?” — Student, is that/,
    );
    await judge(
      opened.runs.require('2'),
      { verdict: 'confirmed', sentence: '+1 point' },
      student,
      opened.runs,
    );
    assert.match(questionLine(opened.runs.require('1'), en) ?? '', /“the baseline”/);
  });

  it('GIVEN its runs THEN they stand side by side: best first, what differs, the verdicts', () => {
    const question = findQuestion('asl', all());
    const { title, description } = questionView(question, en);
    assert.equal(title, '❓ does ASL help fear?');
    assert.deepEqual(description?.split('\n'), [
      '2 runs · 👍 1 · best 0.6100 (run 2)',
      'In all of them: `model:ngram data:kote8 lr:3e-4 epochs:8 batch:32 seed:42`',
      '✅ **0.6100** · run 2 `loss:asl gamma_neg:4 gamma_pos:1 clip:0.05 detach:true`',
      '> **👍 confirmed**: +1 point',
      '✅ **0.6000** · run 1 `loss:bce`',
      '> the baseline',
    ]);
    const listed = questionList(listQuestions(all()), textsIn('ko')).description ?? '';
    assert.match(
      listed,
      /🔎 \*\*how far .*\n> 실험 1개\n🔎 \*\*does ASL .*\n> 실험 2개 · 👍 1 · 최고 0\.6100/,
    );
  });

  it('GIVEN the terminal THEN it says the same, and --json has the numbers', () => {
    const answer = resultsQuestion(parseWords([]), ['asl'], opened.runs);
    assert.match(
      answer.text,
      /fear\?\n {2}0\.6100 {2}run 2, done {2}loss:asl .* confirmed: \+1 point\n {2}0\.6000/,
    );
    const { runs } = answer.json as { runs: { run: string; micro_f1: number; differs: { loss: string } }[] };
    assert.deepEqual(
      runs.map(({ run, micro_f1, differs }) => [run, micro_f1, differs.loss]),
      [
        ['2', 0.61, 'asl'],
        ['1', 0.6, 'bce'],
      ],
    );
    const listed = resultsQuestion(parseWords([]), [], opened.runs).text;
    assert.match(
      listed,
      /open {6}how far do seeds spread\? \(run 3\)\nopen {6}does ASL help fear\? \(runs 1, 2\)/,
    );
  });

  it('GIVEN all its runs judged THEN it is open no more, and is not offered', async () => {
    await judge(opened.runs.require('1'), { verdict: 'unclear' }, student, opened.runs);
    assert.deepEqual(
      openQuestions(all()).map(({ text }) => text),
      ['how far do seeds spread?'],
    );
    const offered = (typed: string) =>
      suggestQuestionInSet(typed, openQuestions(all()), en)?.map(({ value }) => value);
    assert.deepEqual(offered('others=drop question=se'), [
      'others=drop question="how far do seeds spread?"',
      'others=drop question="se"',
    ]);
    assert.deepEqual(offered('question=" why not'), ['question="why not"']);
    assert.equal(offered('question="a" oth'), undefined);
    assert.deepEqual(
      suggestQuestions('spread far', openQuestions(all()), en).map(({ name }) => name),
      ['how far do seeds spread? · 1 run'],
    );
  });

  it('GIVEN another question, and none THEN the run moves, and an old store has none', async () => {
    const joined = await changeQuestion(opened.runs.require('4'), 'HOW far do seeds spread?', opened.runs);
    assert.equal(joined.question, 'how far do seeds spread?');
    const tweaked = tweakOptions(
      joined,
      { lines: tweakLines(joined, opened.settings), intent: '' },
      opened.settings,
    );
    assert.deepEqual(tweaked, { from: '4', question: 'how far do seeds spread?' });
    assert.equal((await changeQuestion(joined, 'none', opened.runs)).question, null);
    const old = Object.fromEntries(Object.entries(joined).filter(([name]) => name !== 'question'));
    assert.equal(runSchema.parse(old).question, null);
  });

  it('GIVEN a line to type in the channel THEN the question stands in set', () => {
    assert.equal(
      trainLine({ loss: 'asl', question: 'why not?' }, 'chat'),
      '/train loss:asl set:question="why not?"',
    );
  });
});
