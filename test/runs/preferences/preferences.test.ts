import assert from 'node:assert/strict';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkLimits } from '../../../src/runs/preferences/check-limits.js';
import { hoursOf } from '../../../src/runs/preferences/gpu-hours.js';
import { parseSettings } from '../../../src/runs/preferences/parse-settings.js';
import { Preferences } from '../../../src/runs/preferences/preferences.js';
import { parseSchedule } from '../../../src/runs/preferences/schedule-options.js';
import { RunStore } from '../../../src/runs/run-store.js';
import { Runs } from '../../../src/runs/runs.js';
import { doneRun, openRuns, student } from '../../support/runs.js';
import { settingsIn } from '../../support/settings.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const ID = '123456789012345678';

async function open(home = temporaryFolder()) {
  const settings = settingsIn(home);
  const store = await RunStore.open(home);
  const preferences = new Preferences(store, settings.labmate);
  const runs = new Runs({
    store,
    settings,
    preferences,
    code: { commit: 'abc', dirty: false },
    versions: {},
  });
  return { store, preferences, runs };
}

describe('preferences', () => {
  it('GIVEN a store from before there were any THEN it opens, and the configuration counts', async () => {
    const home = temporaryFolder();
    const first = await openRuns(home);
    await doneRun(first.runs, 0.6);
    await first.store.close();
    const file = join(home, 'labmate.json');
    const old = JSON.parse(readFileSync(file, 'utf8')) as {
      preferences?: unknown;
      runs: Record<string, object>;
    };
    delete old.preferences;
    for (const run of Object.values(old.runs)) delete (run as { when?: unknown }).when;
    writeFileSync(file, JSON.stringify(old));
    const { store, preferences } = await open(home);
    const { language, timezone, quiet, digest, night } = preferences.get();
    assert.deepEqual(
      [language, timezone, quiet, digest, night],
      ['en', 'Asia/Seoul', false, '0 9 * * *', null],
    );
    assert.deepEqual([preferences.mentionOf(ID), preferences.mentionOf(null)], ['on', 'off']);
    assert.equal(store.get('1')?.when, 'now');
    await store.close();
  });

  it('GIVEN changes THEN they are told in words, and are there after a restart', async () => {
    const home = temporaryFolder();
    const { store, preferences } = await open(home);
    let told = 0;
    preferences.onChange(() => told++);
    const typed = {
      language: 'KO',
      quiet: 'on',
      mention: 'failures',
      results_channel: `<#${ID}>`,
      max_queued: 3,
    };
    const { change, told: lines } = parseSettings(typed, preferences.get(), student.id);
    await preferences.change(change);
    assert.deepEqual(
      lines.find(({ name }) => name === 'language'),
      { name: 'language', before: 'en', after: 'ko' },
    );
    assert.equal(lines.length, 5);
    assert.equal(told, 1);
    await store.close();
    const again = await open(home);
    const now = again.preferences.get();
    assert.deepEqual([now.language, now.quiet, now.results_channel, now.limits.queued], ['ko', true, ID, 3]);
    assert.equal(again.preferences.mentionOf(student.id), 'failures');
    const none = parseSettings({ results_channel: 'none', max_queued: 0 }, now, student.id).change;
    assert.deepEqual([none.results_channel, none.limits?.queued], [null, null]);
    await again.store.close();
  });

  it('GIVEN roles and channels THEN they are added and taken away, one at a time', async () => {
    const { store, preferences } = await open();
    const set = (typed: Record<string, string>) => parseSettings(typed, preferences.get(), null).change;
    await preferences.change(set({ role_for: 'train', add_role: `<@&${ID}>` }));
    await preferences.change(set({ add_channel: ID }));
    assert.deepEqual([preferences.get().roles.train, preferences.get().channels], [[ID], [ID]]);
    await preferences.change(set({ role_for: 'train', remove_role: ID, remove_channel: ID }));
    assert.deepEqual([preferences.get().roles.train, preferences.get().channels], [[], []]);
    await store.close();
  });

  it('GIVEN mistakes THEN each is refused with what to type instead', async () => {
    const { store, preferences } = await open();
    for (const [typed, sentence] of [
      [{ add_role: ID }, /what the role may do/],
      [{ role_for: 'train' }, /needs a role/],
      [{ add_channel: 'general' }, /channel or role of this server.*“general”/],
      [{ timezone: 'Seoul' }, /“Seoul” is no time zone.*Asia\/Seoul/],
      [{ mention: 'off' }, /each person’s own choice/],
      [{ colour: 'red' }, /no option `colour`/],
      [{ max_queued: -1 }, /`max_queued` must be a whole number/],
    ] as const)
      assert.throws(() => parseSettings(typed, preferences.get(), null), sentence);
    for (const digest of ['25:00', '* * * * *', 'never'])
      assert.throws(() => parseSchedule({ digest }, preferences.get()), /digest:9:00/, digest);
    assert.equal(parseSchedule({ digest: '9' }, preferences.get()).change.digest, '0 9 * * *');
    assert.equal(parseSchedule({ digest: '0 9 * * 1-5' }, preferences.get()).change.digest, '0 9 * * 1-5');
    await store.close();
  });

  it('GIVEN two waiting runs and a limit of two THEN the third is refused, for people of the channel', async () => {
    const { store, preferences, runs } = await open();
    await preferences.change({ limits: { queued: 2, gpu_hours: null, daily_submissions: null } });
    await runs.submit({ seed: 1 }, student);
    const both = await Promise.allSettled([2, 3].map((seed) => runs.submit({ seed }, student)));
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(runs.submit({ seed: 4 }, student), /2 runs waiting \(1, \d\), and 2 is the limit/);
    await runs.submit({ seed: 5 }, { id: null, name: 'terminal' });
    assert.equal(runs.waiting().length, 3);
    await store.close();
  });

  it('GIVEN hours of today are used up THEN the sentence says how many, and when they are counted anew', async () => {
    const { store, preferences, runs } = await open();
    const run = await doneRun(runs, 0.6);
    await store.update(run.id, { started_at: '2026-11-23T14:00:00Z', finished_at: '2026-11-23T17:00:00Z' });
    const limits = { queued: null, gpu_hours: 2, daily_submissions: null };
    const check = (now: string) =>
      checkLimits(student, store.list(), { ...preferences.get(), limits }, { now: new Date(now) });
    // In Seoul the day began at 15:00 UTC: two of the three hours are of today.
    assert.throws(() => check('2026-11-23T20:30:00Z'), /2\.0 GPU hours today.*anew in 18:30 h.*Asia\/Seoul/);
    check('2026-11-24T15:00:01Z');
    await store.close();
  });

  it('GIVEN a run that was interrupted twice THEN every attempt counts, and the waiting between them does not', async () => {
    const home = temporaryFolder();
    const settings = settingsIn(home);
    const store = await RunStore.open(home);
    let time = '2026-11-24T00:00:00.000Z';
    const runs = new Runs({
      ...{ store, settings, code: { commit: 'abc', dirty: false }, versions: {} },
      now: () => new Date(time),
    });
    const at = (hour: string) => (time = `2026-11-24T${hour}:00.000Z`);
    const { id } = await runs.submit({}, student);
    at('01:00');
    await runs.started(runs.require(id));
    at('02:00');
    await runs.released(id);
    at('05:00');
    await runs.started(runs.require(id));
    // Labmate dies at 05:30, after the worker's last event, and is back after six.
    const { events } = runs.folder(id);
    writeFileSync(events, '');
    utimesSync(events, new Date('2026-11-24T05:30:00Z'), new Date('2026-11-24T05:30:00Z'));
    at('06:10');
    await runs.recover();
    at('07:00');
    await runs.started(runs.require(id));
    const hours = (since: string, until: string) =>
      hoursOf(runs.require(id), new Date(`2026-11-24T${since}:00Z`), new Date(`2026-11-24T${until}:00Z`));
    assert.equal(hours('00:00', '09:00'), 1 + 0.5 + 2);
    assert.equal(hours('01:30', '05:15'), 0.5 + 0.25);
    await store.close();

    const file = join(home, 'labmate.json');
    const old = JSON.parse(readFileSync(file, 'utf8')) as { runs: Record<string, { spent?: unknown }> };
    delete old.runs[id]?.spent;
    writeFileSync(file, JSON.stringify(old));
    const again = await RunStore.open(home);
    assert.deepEqual(again.get(id)?.spent, []);
    await again.close();
  });

  it('GIVEN when:night THEN it is kept with the run, and refused where there is no night', async () => {
    const { store, preferences, runs } = await open();
    await assert.rejects(runs.submit({ set: 'when=night' }, student), /No night window is set/);
    await preferences.change({ night: { from: '22:00', until: '08:00' } });
    assert.equal((await runs.submit({ set: 'when=night' }, student)).when, 'night');
    assert.equal((await runs.submit({ seed: 7 }, student)).when, 'now');
    await store.close();
  });
});
