import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNight, mayStart, nextNight, parseNightWindow } from '../../src/runs/night-window.js';
import { dayBegins, instantOf, wallTime } from '../../src/runs/zoned-time.js';

const night = { from: '22:00', until: '08:00' };
const at = (iso: string) => new Date(iso);
const iso = (date: Date) => date.toISOString().replace('.000Z', 'Z');

describe('the night window', () => {
  it('GIVEN Seoul THEN it is open from 22:00 to before 08:00 on the clocks there', () => {
    const open = (time: string) => isNight(at(time), night, 'Asia/Seoul');
    assert.deepEqual(
      ['2026-11-24T12:59:59Z', '2026-11-24T13:00:00Z', '2026-11-24T22:59:59Z', '2026-11-24T23:00:00Z'].map(
        open,
      ),
      [false, true, true, false],
    );
    assert.equal(iso(nextNight(at('2026-11-24T12:00:00Z'), night, 'Asia/Seoul')), '2026-11-24T13:00:00Z');
    assert.equal(iso(nextNight(at('2026-11-24T13:00:00Z'), night, 'Asia/Seoul')), '2026-11-25T13:00:00Z');
  });

  it('GIVEN Berlin changes its clocks THEN the window begins and ends by the new ones', () => {
    const next = (time: string) => iso(nextNight(at(time), night, 'Europe/Berlin'));
    // Summer time begins on 29 March 2026 and ends on 25 October 2026.
    assert.equal(next('2026-03-28T12:00:00Z'), '2026-03-28T21:00:00Z');
    assert.equal(next('2026-03-29T12:00:00Z'), '2026-03-29T20:00:00Z');
    assert.equal(next('2026-10-25T12:00:00Z'), '2026-10-25T21:00:00Z');
    assert.equal(isNight(at('2026-03-29T05:59:00Z'), night, 'Europe/Berlin'), true);
    assert.equal(isNight(at('2026-03-29T06:00:00Z'), night, 'Europe/Berlin'), false);
    assert.equal(isNight(at('2026-10-25T06:59:00Z'), night, 'Europe/Berlin'), true);
  });

  it('GIVEN a window within the hour that is skipped THEN it begins after it, on that day', () => {
    const early = { from: '02:30', until: '05:00' };
    assert.equal(iso(nextNight(at('2026-03-29T00:00:00Z'), early, 'Europe/Berlin')), '2026-03-29T01:30:00Z');
    assert.equal(iso(nextNight(at('2026-10-24T23:00:00Z'), early, 'Europe/Berlin')), '2026-10-25T00:30:00Z');
  });

  it('GIVEN runs THEN only those for the night that have not begun are held, and only by day', () => {
    const noon = at('2026-11-24T03:00:00Z');
    const may = (when: 'now' | 'night', attempts = 0, window: typeof night | null = night) =>
      mayStart({ when, attempts }, noon, window, 'Asia/Seoul');
    assert.deepEqual(
      [may('night'), may('now'), may('night', 1), may('night', 0, null)],
      [false, true, true, true],
    );
    assert.equal(
      mayStart({ when: 'night', attempts: 0 }, at('2026-11-24T14:00:00Z'), night, 'Asia/Seoul'),
      true,
    );
  });

  it('GIVEN typed windows THEN hours and minutes are read, and the rest is refused with an example', () => {
    assert.deepEqual(parseNightWindow('22-8'), night);
    assert.deepEqual(parseNightWindow(' 22:00 - 08:00 '), night);
    assert.equal(parseNightWindow('off'), null);
    for (const typed of ['', '22', '25:00-8:00', '22:00-22:00', 'at night'])
      assert.throws(() => parseNightWindow(typed), /night:22:00-08:00/, typed);
  });

  it('GIVEN wall times THEN instants and back agree, also where clocks jump', () => {
    const wall = { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 };
    assert.equal(iso(instantOf(wall, 'Europe/Berlin')), '2026-10-25T00:30:00Z', 'the first of the two');
    assert.equal(wallTime(at('2026-10-25T01:30:00Z'), 'Europe/Berlin').hour, 2);
    assert.equal(iso(dayBegins(at('2026-03-29T12:00:00Z'), 'Europe/Berlin', 1)), '2026-03-29T22:00:00Z');
    assert.equal(iso(dayBegins(at('2026-01-01T00:00:00Z'), 'Asia/Seoul', -1)), '2025-12-30T15:00:00Z');
  });
});
