import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type CardsInTime,
  HOUR_MS,
  inBusiestHour,
  openCardsInTime,
  replay,
  type Request,
  type Trained,
  trainToReplay,
} from '../support/cards-in-time.js';
import { student } from '../support/runs.js';

/** A run that is queued by /train is acknowledged first; these are queued without. */
const ACKNOWLEDGED = 1;

describe('what the card of a run of 30 epochs costs, discord.js against the practice guild', () => {
  let trained: Trained;
  let cards: CardsInTime;

  before(async () => {
    trained = await trainToReplay();
    cards = await openCardsInTime();
  });
  after(() => cards?.close());

  /** What the guild was asked meanwhile. */
  async function during(work: () => Promise<unknown>): Promise<Request[]> {
    cards.requests.length = 0;
    await work();
    return [...cards.requests];
  }

  const posts = (requests: readonly Request[]) =>
    requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

  it('GIVEN an hour of training THEN it makes at most 38 requests, acknowledgement, thread and result included', async () => {
    const requests = await during(() => replay(cards, trained));
    assert.ok(requests.length + ACKNOWLEDGED <= 38, `${requests.length} requests`);
    assert.ok(requests.length > 30, 'and yet the card was followed');
  });

  it('GIVEN four runs side by side THEN each makes no more than one alone', async () => {
    const requests = await during(() => replay(cards, trained, { count: 4 }));
    assert.ok(requests.length + 4 * ACKNOWLEDGED <= 4 * 38, `${requests.length} requests`);
  });

  it('GIVEN a run of two and a half hours THEN no hour has more than 38, and its card is posted anew twice', async () => {
    const requests = await during(() => replay(cards, trained, { hours: 2.5 }));
    assert.ok(inBusiestHour(requests) + ACKNOWLEDGED <= 38, `${inBusiestHour(requests)} requests`);
    // The card, twice anew, the result, and the pictures in the thread.
    assert.equal(posts(requests).length, 5);
  });

  it('GIVEN runs that wait, or train without a word, THEN hours of it cost nothing', async () => {
    const { runs, clock } = cards;
    const waiting = await runs.submit({ again: true }, student);
    const silent = await runs.started(await runs.submit({ again: true }, student));
    await clock.goOnTo(clock.now() + 60_000);
    const requests = await during(async () => {
      await clock.goOnTo(clock.now() + 3 * HOUR_MS);
      // People talk in their threads meanwhile, which no card shows.
      for (const { id } of [waiting, silent]) await runs.store.update(id, { talked: 7 });
      await clock.goOnTo(clock.now() + 3 * HOUR_MS);
    });
    // A card is posted anew where something changed after almost an hour.
    assert.ok(requests.length <= 4, JSON.stringify(requests));
  });
});
