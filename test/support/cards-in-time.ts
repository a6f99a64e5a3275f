import { cp } from 'node:fs/promises';
import pino from 'pino';
import { connect, linkBase } from '../../src/chat/connect.js';
import { RunBoard } from '../../src/chat/run-board.js';
import { RunMessages } from '../../src/chat/run-messages.js';
import { systemClock } from '../../src/practice/clock.js';
import { startPractice } from '../../src/practice/start-practice.js';
import { readEvents } from '../../src/runs/read-events.js';
import { RunStore } from '../../src/runs/run-store.js';
import { Runs } from '../../src/runs/runs.js';
import type { Run } from '../../src/runs/run.js';
import type { RunFolder } from '../../src/runs/run-folder.js';
import type { WorkerEvent } from '../../src/runs/worker-event.js';
import { textsIn } from '../../src/texts/texts.js';
import { runWorker } from '../training/run-worker.js';
import { openRuns, student } from './runs.js';
import { settingsIn } from './settings.js';
import { temporaryFolder } from './temporary-folder.js';
import { VirtualClock } from './virtual-clock.js';

export const HOUR_MS = 3600_000;
const UNLIMITED = { requests: 1000, perMs: 1000 };
const log = pino({ level: 'silent' });
const texts = textsIn('en');

/** A request of the bot about channels, messages and threads, as the guild saw it. */
export type Request = { at: number; method: string; path: string };

export type Trained = { folder: RunFolder; events: WorkerEvent[] };

const OPTIONS = { model: 'ngram', epochs: 30, intent: 'how many requests?', again: true } as const;

/** Trains a run of 30 epochs with the real worker: what is replayed. */
export async function trainToReplay(): Promise<Trained> {
  const { runs, store } = await openRuns(temporaryFolder());
  const folder = runs.folder((await runs.submit(OPTIONS, student)).id);
  await runWorker(folder);
  const { events } = await readEvents(folder.events);
  await store.close();
  return { folder, events };
}

export type CardsInTime = {
  clock: VirtualClock;
  runs: Runs;
  /** About channels, messages and threads; what a start costs is left out. */
  requests: Request[];
  close(): Promise<void>;
};

/**
 * The real board and discord.js's client in a practice guild of their own, over hours that pass as fast as the requests
 * are answered: board, runs and guild share a virtual time.
 */
export async function openCardsInTime(): Promise<CardsInTime> {
  const clock = new VirtualClock();
  const now = () => new Date(clock.now());
  const requests: Request[] = [];
  const practice = await startPractice({
    ...{ home: temporaryFolder(), port: 0, log },
    // Heartbeats are discord.js's, in real time.
    clock: { now: clock.now, after: (ms, work) => systemClock.after(ms, work) },
    // discord.js would wait for the limits of a virtual minute in a real one.
    rateLimits: { messages: UNLIMITED, other: UNLIMITED },
    onRequest(method, path) {
      if (path.startsWith('/channels/')) requests.push({ at: clock.now(), method, path });
    },
  });
  const { guildId, channelId, discordApiUrl: apiUrl } = practice;
  const client = await connect({ ...practice, apiUrl }, [], { log, say: () => undefined });
  const home = temporaryFolder();
  const store = await RunStore.open(home);
  const code = { commit: 'abc', dirty: false };
  const runs = new Runs({ store, settings: settingsIn(home), code, versions: {}, now });
  const where = { client, guildId, channelId, linkBase: linkBase(apiUrl) };
  const messages = new RunMessages({ runs, where, texts: () => texts, log, now });
  const board = new RunBoard({ runs, messages, editSeconds: 12, log, clock });
  board.start();
  return {
    ...{ clock, runs, requests },
    async close() {
      await board.stop();
      await client.destroy();
      await practice.close();
      await store.close();
    },
  };
}

/** Queues and starts so many runs, and has each report what the real one did, slowed down to so many hours. */
export async function replay(
  { clock, runs }: Pick<CardsInTime, 'clock' | 'runs'>,
  { events, folder }: Trained,
  { count = 1, hours = 1 }: { count?: number; hours?: number } = {},
): Promise<void> {
  const all: Run[] = [];
  for (let at = 0; at < count; at++) all.push(await runs.submit(OPTIONS, student));
  await clock.goOnTo(clock.now() + 5000);
  for (const run of all) await runs.started(run);
  const began = clock.now();
  for (const { event, share } of inTime(events)) {
    await clock.goOnTo(began + share * hours * HOUR_MS);
    for (const { id } of all) await runs.reported(id, event);
  }
  for (const { id } of all) {
    const { metrics, events: file } = folder;
    await cp(metrics, runs.folder(id).metrics);
    await cp(file, runs.folder(id).events);
    await runs.ended(id, { code: 0, signal: null, cancelled: false });
  }
  await clock.goOnTo(clock.now() + 60_000);
}

/** When each event came, as a share of the whole training. Steps have no time: they are spread over their epoch. */
function inTime(events: readonly WorkerEvent[]): { event: WorkerEvent; share: number }[] {
  const steps = events.filter(({ type }) => type === 'step').length;
  let taken = 0;
  return events.map((event) => ({ event, share: (event.type === 'step' ? ++taken : taken) / steps }));
}

/** The most requests in any hour. */
export const inBusiestHour = (requests: readonly Request[]): number =>
  Math.max(
    0,
    ...requests.map(({ at }) => requests.filter((one) => one.at >= at && one.at < at + HOUR_MS).length),
  );
