import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadSettings, type Settings } from '../../src/config/settings.js';
import { PRACTICE_SPREADSHEET_ID } from '../../src/practice/sheets/sheets-server.js';
import type { Run } from '../../src/runs/run.js';
import type { ChangeFeed, EnsembleFeed } from '../../src/runs/store-contract.js';
import type { Clock } from '../../src/sheet/clock.js';
import { SheetProjection } from '../../src/sheet/sheet-projection.js';
import { createSheetsClient } from '../../src/sheet/google/sheets-client.js';
import { manyRuns } from './many-runs.js';
import { residentMb } from './resident.js';
import type { Served } from './sheet-server.js';
import { type Row, writeSection } from './write-section.js';

const ROWS = 5000;
const CHANGED = 1000;
const ACTIVE = 20;
const MINUTES = 10;
/** So often, in seconds, one of the active runs ends: the tabs that are written whole say something else then. */
const ENDS = 15;

/** The tabs "Best", "Ensembles" and "Summary" are kept, too. */
const NO_ENSEMBLES: EnsembleFeed = {
  submissions: () => [],
  pendingEnsembles: () => [],
  onEnsembles: () => () => undefined,
};

/** The store's runs, without the store: its own times are measured elsewhere. */
class Feed implements ChangeFeed {
  readonly #runs: Map<string, Run>;
  readonly #listeners = new Set<(run: Run) => void>();
  #revision: number;
  #cursor = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = new Map(runs.map((run) => [run.id, run]));
    this.#revision = runs.length;
  }
  change(id: string, change: Partial<Run>): void {
    const run = this.#runs.get(id);
    if (!run) return;
    const changed = { ...run, ...change, revision: ++this.#revision };
    this.#runs.set(id, changed);
    for (const listener of this.#listeners) listener(changed);
  }
  changedSince(cursor: number): Run[] {
    return [...this.#runs.values()]
      .filter(({ revision }) => revision > cursor)
      .sort((a, b) => a.revision - b.revision);
  }
  cursor(): number {
    return this.#cursor;
  }
  saveCursor(_: string, revision: number): Promise<void> {
    this.#cursor = revision;
    return Promise.resolve();
  }
  onChange(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Waits pass at once, in seconds of its own: what remains is work. */
class QuickClock implements Clock {
  #time = 0;
  /** Called for each second that has passed. */
  everySecond: () => void = () => undefined;

  now(): number {
    return this.#time;
  }
  random(): number {
    return 0.5;
  }
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await turn();
    signal.throwIfAborted();
    this.pass(ms);
  }
  pass(ms: number): void {
    const before = Math.floor(this.#time / 1000);
    this.#time += ms;
    for (let second = before; second < Math.floor(this.#time / 1000); second++) this.everySecond();
  }
}

/** A result that leads all others. */
function leading(run: Run | undefined, second: number): Partial<Run> {
  if (!run?.result) return {};
  const dev = { ...run.result.dev, micro_f1: 0.95 + second / 1e5 };
  return { result: { ...run.result, dev } };
}

async function served(server: ChildProcess): Promise<Served> {
  server.send('how many');
  const [answer] = (await once(server, 'message')) as [Served];
  return answer;
}

async function measure(settings: Settings, home: string, server: ChildProcess): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (what: string, measured: string, asked: string) => rows.push({ what, measured, asked });
  const [{ url }] = (await once(server, 'message')) as [Served];
  const runs = Object.values(manyRuns(ROWS, settings).runs);
  const feed = new Feed(runs);
  const clock = new QuickClock();
  const client = await createSheetsClient({ rootUrl: url });
  const options = { feed, client, clock, spreadsheetId: PRACTICE_SPREADSHEET_ID, ensembles: NO_ENSEMBLES };
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const memoryFile = join(home, 'sheet-memory.json');
  const { labels } = settings.task;
  const sheet = new SheetProjection({ ...options, labels, log, memoryFile });
  const { pid } = process;
  let memory = residentMb(pid);
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, residentMb(pid) - memory)), 10);

  const timed = async (work: () => Promise<void>): Promise<string> => {
    const began = performance.now();
    await work();
    return `${((performance.now() - began) / 1000).toFixed(2)} s`;
  };
  add(`${ROWS.toLocaleString('en')} runs into a new tab`, await timed(() => sheet.flush()), '');
  add('… and the memory that took, at most', `${most.toFixed(0)} MB`, '');
  memory = residentMb(pid);
  most = 0;
  let before = await served(server);
  for (let n = 1; n <= CHANGED; n++) feed.change(String(n), { host: 'another', note: 'x' });
  const took = await timed(() => sheet.flush());
  let after = await served(server);
  add(
    `${CHANGED.toLocaleString('en')} changed runs among them`,
    `${after.writes - before.writes} write requests, ${took}`,
    'at most 10 write requests',
  );
  feed.change('17', { host: 'a third' });
  add('one changed run among them: a flush', await timed(() => sheet.flush()), 'below 2 s');
  add('looking the whole tab through', await timed(() => sheet.audit()), 'below 2 s');
  add('memory that these three took, at most', `${most.toFixed(0)} MB`, 'below 100 MB');
  clearInterval(watch);

  before = await served(server);
  let second = 0;
  clock.everySecond = () => {
    second += 1;
    for (let n = 1; n <= ACTIVE; n++) feed.change(String(n), { host: `at ${second}` });
    if (second % ENDS === 0) feed.change(String(1 + (second % ACTIVE)), leading(runs[0], second));
    if (second % 300 === 0) sheet.audit().catch(() => undefined);
  };
  sheet.start();
  while (second < MINUTES * 60) {
    await turn();
    // While the writer has nothing to wait for, nobody else moves the clock.
    if (sheet.status().pending === 0) clock.pass(1000);
  }
  await sheet.stop();
  after = await served(server);
  const each = (after.reads + after.writes - before.reads - before.writes) / MINUTES;
  add(
    `${ACTIVE} active runs whose rows change every second, one ends every ${ENDS} s, for ${MINUTES} minutes`,
    `${each.toFixed(1)} requests a minute`,
    'at most 30',
  );
  return rows;
}

/** The sheet's writer against the practice sheet in another process; prints a table and writes it into docs/bench.md. */
export async function benchSheet(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'labmate-bench-home-'));
  const server = fork(fileURLToPath(new URL('./sheet-server.js', import.meta.url)));
  try {
    const rows = await measure(loadSettings({ env: { LABMATE_HOME: home } }), home, server);
    writeSection('The sheet', 'npm run bench -- sheet', rows);
  } finally {
    server.disconnect();
    rmSync(home, { recursive: true, force: true });
  }
}
