import type { Effective } from '../../src/runs/preferences/preferences.js';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { isAdmin } from '../../src/chat/may-cancel.js';
import { mayAnswer, mayCancel } from '../../src/chat/may-cancel.js';
import { questionLine, withQuestion } from '../../src/chat/views/verdict-buttons.js';
import { addNote, changeIntent, NOTE_MAX } from '../../src/runs/notes.js';
import { RunStore } from '../../src/runs/run-store.js';
import { judge } from '../../src/runs/verdict.js';
import { readTalk, recordTalk } from '../../src/runs/talk.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('what people say of a run', () => {
  it('GIVEN verdicts one after the other THEN the last counts, the others are kept, also on the disk', async () => {
    const home = temporaryFolder();
    const { store, runs } = await openRuns(home);
    const run = await doneRun(runs, 0.6, 'does it help?');
    await judge(run, { verdict: 'confirmed', sentence: 'by 2 points' }, student, runs);
    await judge(runs.require(run.id), { verdict: 'unclear' }, student, runs);
    await judge(runs.require(run.id), { sentence: 'one seed' }, student, runs);
    const same = await judge(runs.require(run.id), { verdict: 'unclear' }, student, runs);
    await store.close();
    const again = await RunStore.open(home);
    const kept = again.get(run.id);
    assert.deepEqual(
      [kept?.verdict, ...(kept?.earlier_verdicts ?? [])].map((one) => [one?.value, one?.sentence]),
      [
        ['unclear', 'one seed'],
        ['confirmed', 'by 2 points'],
        ['unclear', ''],
      ],
    );
    assert.equal(same.revision, kept?.revision, 'the same verdict once more changes nothing');
    await again.close();
  });

  it('GIVEN no question, no end or no verdict THEN it says what is missing', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const mute = await doneRun(runs, 0.6);
    const open = await runs.submit({ intent: 'why', again: true }, student);
    const unjudged = await doneRun(runs, 0.6, 'why');
    await assert.rejects(judge(mute, { verdict: 'confirmed' }, student, runs), {
      identifier: 'verdict.question',
    });
    await assert.rejects(judge(open, { verdict: 'confirmed' }, student, runs), {
      identifier: 'verdict.open',
    });
    await assert.rejects(judge(unjudged, { sentence: 'so' }, student, runs), {
      identifier: 'verdict.missing',
    });
    await assert.rejects(
      judge(unjudged, { verdict: 'maybe' }, student, runs),
      /one of confirmed, refuted, unclear/,
    );
    await assert.rejects(addNote(mute, { text: ' ' }, student, runs), { identifier: 'note.text' });
    await assert.rejects(addNote(mute, { text: 'x'.repeat(NOTE_MAX + 1) }, student, runs), /1001/);
    await assert.rejects(changeIntent(mute, ' ', student, runs), { identifier: 'intent.empty' });
    await store.close();
  });

  it('GIVEN a question with markdown and lines THEN a result holds it in one line, which is replaced', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await doneRun(runs, 0.6, `does **it**\nhelp? ${'x'.repeat(900)}`);
    const asked = questionLine(run, textsIn('ko')) ?? '';
    assert.match(asked, /^⚖️ “does \\\*\\\*it\\\*\\\* help\? x+….*답을 얻으셨나요\?$/);
    const judged = await judge(run, { verdict: 'refuted', sentence: 'no\nit does not' }, student, runs);
    const answered = questionLine(judged, textsIn('en'));
    const content = withQuestion(withQuestion('y'.repeat(2000), asked), answered);
    assert.ok(content.length <= 2000);
    assert.match(content, /^y+…\n⚖️ .*refuted\*\* \(Student\): no it does not$/);
    assert.equal(questionLine({ ...run, state: 'failed' }, textsIn('en')), null, 'a failure answers nothing');
    await store.close();
  });

  it('GIVEN talk that is written, edited and deleted THEN the file has what is there, in order', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const { id } = await doneRun(runs, 0.6);
    const line = (of: string, text: string, edited_at: string | null = null) => ({
      ...{ id: of, author: student, at: '2026-11-24T00:00:00.000Z', text, edited_at },
    });
    await Promise.all([
      recordTalk(id, { said: [line('900', 'second')] }, runs),
      recordTalk(id, { said: [line('90', 'first'), line('1000', 'third')] }, runs),
    ]);
    await recordTalk(id, { said: [line('90', 'edited', 'now')], removed: ['900', '901'] }, runs);
    const { revision } = runs.require(id);
    await recordTalk(id, { said: [line('90', 'edited', 'now')], removed: ['900'] }, runs);
    assert.deepEqual(
      (await readTalk({ id }, runs)).map(({ text }) => text),
      ['edited', 'third'],
    );
    assert.deepEqual([runs.require(id).talked, runs.require(id).revision], [2, revision]);
    await store.close();
  });

  it("GIVEN somebody else's run THEN only who looks after Labmate may stop or answer it", () => {
    const caller = (id: string, admin: boolean) =>
      ({
        user: { id },
        member: { roles: [] },
        memberPermissions: { has: () => admin },
      }) as unknown as Parameters<typeof isAdmin>[0];
    const chosen = {
      get: () => ({ roles: { view: [], train: [], cancel: [], admin: [] } }) as unknown as Effective,
    };
    const run = { author: student };
    const terminal = { author: { id: null, name: 'kim' } };
    assert.deepEqual(
      [caller(student.id, false), caller('2', false), caller('2', true)].map((who) => [
        mayCancel(who, run, chosen),
        mayAnswer(who, run, chosen),
        mayCancel(who, terminal, chosen),
        mayAnswer(who, terminal, chosen),
      ]),
      [
        [true, true, false, true],
        [false, false, false, true],
        [true, true, true, true],
      ],
    );
  });
});
