import {
  type CardsInTime,
  HOUR_MS,
  inBusiestHour,
  openCardsInTime,
  replay,
  type Request,
  trainToReplay,
} from '../../test/support/cards-in-time.js';
import { student } from '../../test/support/runs.js';
import { type Row, writeSection } from './write-section.js';

/** What the guild was asked meanwhile. */
async function during({ requests }: CardsInTime, work: () => Promise<unknown>): Promise<Request[]> {
  requests.length = 0;
  await work();
  return [...requests];
}

function kinds(requests: readonly Request[]): string {
  const edits = requests.filter(({ method }) => method === 'PATCH').length;
  const threads = requests.filter(({ path }) => path.endsWith('/threads')).length;
  const posts = requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).length;
  const others = requests.length - edits - threads - posts;
  return `${edits} edits, ${posts} posts, ${threads} threads${others > 0 ? `, ${others} others` : ''}`;
}

/**
 * A real run of 30 epochs, replayed slowed down before the real board and discord.js's client in the practice guild;
 * prints a table and writes it into docs/bench.md. Counted is every request to the guild about channels, messages and
 * threads; an answer to `/train` is one more, the acknowledgement.
 */
export async function benchCard(): Promise<void> {
  const trained = await trainToReplay();
  const cards = await openCardsInTime();
  const rows: Row[] = [];
  try {
    const one = await during(cards, () => replay(cards, trained));
    rows.push({
      what: 'an hour of training, 30 epochs: requests from its card to its result',
      measured: `${one.length} (${kinds(one)}), ${one.length + 1} with the acknowledgement of \`/train\``,
      asked: 'at most 40',
    });
    const four = await during(cards, () => replay(cards, trained, { count: 4 }));
    rows.push({
      what: 'four such runs side by side, together',
      measured: `${four.length}, ${four.length / 4} a run`,
      asked: 'at most 40 a run',
    });
    const long = await during(cards, () => replay(cards, trained, { hours: 2.5 }));
    rows.push({
      what: 'a run of 30 epochs in 2.5 hours, its card posted anew before each hour is over',
      measured: `${inBusiestHour(long)} in the busiest hour, ${long.length} in all (${kinds(long)})`,
      asked: 'at most 40 an hour',
    });
    const idle = await during(cards, async () => {
      const { runs, clock } = cards;
      await runs.submit({ again: true }, student);
      await runs.started(await runs.submit({ again: true }, student));
      await clock.goOnTo(clock.now() + 60_000);
      cards.requests.length = 0;
      await clock.goOnTo(clock.now() + 8 * HOUR_MS);
    });
    rows.push({
      what: 'a run that waits and one that trains without a word, for 8 hours',
      measured: String(idle.length),
      asked: 'none',
    });
    writeSection("A run's card", 'npm run bench -- card', rows);
  } finally {
    await cards.close();
  }
}
