import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HubFailure } from '../../src/hub/hub-failure.js';
import { backoff, tryAgain } from '../../src/hub/try-again.js';

it('waits longer with each failure up to half a minute, and as long as the hub asks up to two minutes', () => {
  const between = (low: number, high: number, wait: number) =>
    assert.ok(wait >= low && wait <= high, `${wait}`);
  between(500, 1000, backoff(1, undefined));
  between(2000, 4000, backoff(3, undefined));
  between(15_000, 30_000, backoff(50, undefined));
  between(7000, 7000, backoff(1, 7000));
  between(120_000, 120_000, backoff(1, 3600_000));
});

it('tries a failure again only where it may pass', async () => {
  const tries = async (failure: Error) => {
    let count = 0;
    const attempt = () => Promise.reject((count++, failure));
    const options = {
      tries: 3,
      retryDelay: () => 0,
      signal: new AbortController().signal,
      log: () => undefined,
    };
    await assert.rejects(tryAgain(attempt, options), failure);
    return count;
  };
  const status = (number: number) => new HubFailure('status', `answered ${number}`, { status: number });
  for (const failure of [
    status(500),
    status(429),
    status(408),
    new HubFailure('unreachable', ''),
    new HubFailure('cut', ''),
  ])
    assert.equal(await tries(failure), 3, failure.message);
  for (const failure of [status(401), status(404), new HubFailure('odd', ''), new Error('a bug')])
    assert.equal(await tries(failure), 1, failure.message);
});

it('stops waiting when it is told to', async () => {
  const stop = new AbortController();
  const attempt = () => Promise.reject(new HubFailure('cut', 'broke'));
  const options = { tries: 3, retryDelay: () => 3600_000, signal: stop.signal, log: () => stop.abort() };
  await assert.rejects(tryAgain(attempt, options), { name: 'AbortError' });
});
