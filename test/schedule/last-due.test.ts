import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastDue } from '../../src/schedule/last-due.js';

const due = (pattern: string, timezone: string, now: string) =>
  lastDue(pattern, timezone, new Date(now))?.toISOString().replace('.000Z', 'Z');

describe('the last time at which a pattern was due', () => {
  it('GIVEN each morning THEN it is the last morning, by the clocks of the place', () => {
    assert.equal(due('0 9 * * *', 'Asia/Seoul', '2026-11-24T00:00:00Z'), '2026-11-24T00:00:00Z');
    assert.equal(due('0 9 * * *', 'Asia/Seoul', '2026-11-23T23:59:59Z'), '2026-11-23T00:00:00Z');
    assert.equal(due('0 9 * * *', 'Europe/Berlin', '2026-03-29T07:00:00Z'), '2026-03-29T07:00:00Z');
    assert.equal(due('0 9 * * *', 'Europe/Berlin', '2026-03-29T06:59:59Z'), '2026-03-28T08:00:00Z');
  });

  it('GIVEN days of the week, of the month and months THEN those count', () => {
    assert.equal(due('0 9 * * 1', 'Asia/Seoul', '2026-11-24T12:00:00Z'), '2026-11-23T00:00:00Z');
    assert.equal(due('0 9 1 * *', 'Asia/Seoul', '2026-11-24T12:00:00Z'), '2026-11-01T00:00:00Z');
    assert.equal(due('30 4 1 1 *', 'Asia/Seoul', '2026-11-24T12:00:00Z'), '2025-12-31T19:30:00Z');
    assert.equal(due('*/15 8-10 * * *', 'Asia/Seoul', '2026-11-24T00:20:00Z'), '2026-11-24T00:15:00Z');
  });

  it('GIVEN the hour that summer time skips THEN that day has none; the hour that comes twice has one', () => {
    assert.equal(due('30 2 * * *', 'Europe/Berlin', '2026-03-29T12:00:00Z'), '2026-03-28T01:30:00Z');
    assert.equal(due('30 2 * * *', 'Europe/Berlin', '2026-10-25T12:00:00Z'), '2026-10-25T00:30:00Z');
  });
});
