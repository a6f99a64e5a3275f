import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { suggestRuns } from '../../src/chat/suggest.js';
import { leaderboard } from '../../src/chat/views/leaderboard-view.js';
import { publicLeaderboard } from '../../src/chat/views/public-leaderboard.js';
import { loadSettings } from '../../src/config/settings.js';
import { startPractice } from '../../src/practice/start-practice.js';
import { devAgainstPublic, sayAgreement } from '../../src/runs/dev-against-public.js';
import { rankLatest } from '../../src/runs/leaderboard.js';
import { rankPublic } from '../../src/runs/public-ranking.js';
import { RunStore } from '../../src/runs/run-store.js';
import { SameRuns } from '../../src/runs/same-runs.js';
import { runFolder } from '../../src/runs/run-folder.js';
import { UserError } from '../../src/user-error.js';
import { textsIn } from '../../src/texts/texts.js';
import { BotProcess, settingsFor } from '../../test/support/bot-process.js';
import { PracticePage } from '../../test/support/practice-page.js';
import { manyRuns } from './many-runs.js';
import { residentMb } from './resident.js';
import { type Row, writeSection } from './write-section.js';

const texts = textsIn('en');

const HOW_MANY = 10_000;
const TIMES = 20;
const FILE = 'labmate.json';

const ms = (value: number): string => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);

/** Milliseconds of each of `times` calls, sorted. */
async function timed(times: number, work: (at: number) => unknown): Promise<number[]> {
  const all: number[] = [];
  for (let at = 0; at < times; at++) {
    const began = performance.now();
    await work(at);
    all.push(performance.now() - began);
  }
  return all.sort((a, b) => a - b);
}

const spread = (sorted: number[]): string =>
  `median ${ms(sorted[sorted.length >> 1] ?? 0)}, slowest ${ms(sorted.at(-1) ?? 0)}`;

/** What the two rankings take until their embeds stand there: all that `/results best` does but for Discord. */
function bestRuns(store: RunStore): void {
  const all = store.list();
  const agreement = sayAgreement(devAgainstPublic(rankPublic(all, store.submissions())));
  const ranked = rankLatest(all);
  leaderboard(ranked.slice(0, 10), ranked.length, agreement, texts);
}

function bestInPublic(store: RunStore): void {
  const ranked = rankPublic(store.list(), store.submissions());
  publicLeaderboard(ranked.slice(0, 10), ranked.length, sayAgreement(devAgainstPublic(ranked)), texts);
}

async function measureStore(home: string): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (what: string, measured: string, asked = '') => rows.push({ what, measured, asked });
  add('the store on the disk', `${(statSync(join(home, FILE)).size / 1e6).toFixed(1)} MB`);

  let began = performance.now();
  const store = await RunStore.open(home);
  const opened = performance.now() - began;
  bestRuns(store);
  add(
    'reading and checking it, and the first ranking',
    `${ms(opened)} and ${ms(performance.now() - began - opened)}`,
    'within 3 s',
  );
  add(
    '`/results best`: ranking and embed',
    spread(await timed(TIMES, () => bestRuns(store))),
    'below 100 ms',
  );
  add(
    '`/results best by:public` (200 of them scored)',
    spread(await timed(TIMES, () => bestInPublic(store))),
    'below 100 ms',
  );
  add(
    'suggestions for `from:` and `run:`, a key',
    spread(await timed(TIMES, () => suggestRuns('asl', store.list(), texts))),
  );

  const last = store.list().at(-1);
  if (!last) throw new Error('the store is empty');
  const same = new SameRuns(store, (id) => runFolder(join(home, 'runs', id)));
  const { spec, data } = last;
  const look = () => same.find({ spec, data, model: { kind: 'ngram', settings: {} } });
  began = performance.now();
  if ((await look())?.id !== last.id)
    throw new UserError('bench.same', 'The run was not found among the others.');
  add(
    'whether the same run is there, the first time (all are looked through)',
    ms(performance.now() - began),
  );
  add('… and from then on', spread(await timed(TIMES, look)));

  began = performance.now();
  await store.update('1', { note: 'the first change encodes everything' });
  add('the first change of a run, until it is on the disk', ms(performance.now() - began));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const changes = await timed(TIMES, (at) => store.update(String(1 + at * 499), { note: `change ${at}` }));
  delay.disable();
  add('every other change, until it is on the disk', spread(changes));
  add('… and how long it kept everything else waiting, at most', ms(delay.max / 1e6));
  await store.close();
  return rows;
}

/** From the start of the process to the answer to `/results best` in the practice guild. */
async function measureBot(home: string): Promise<Row[]> {
  const guild = mkdtempSync(join(tmpdir(), 'labmate-bench-guild-'));
  const practice = await startPractice({ home: guild, port: 0, log: pino({ level: 'silent' }) });
  const began = performance.now();
  const bot = await BotProcess.start(settingsFor(practice, home));
  const ready = performance.now() - began;
  const page = await PracticePage.open(practice.url);
  try {
    let last = '0';
    const answered = await timed(TIMES, async () => {
      await page.command('results best');
      last = (await page.until(/Best runs by dev micro-F1 \(10 of/, { after: last })).id;
    });
    await pause(3000);
    return [
      { what: 'the bot, from its start until it is ready', measured: ms(ready), asked: 'within 3 s' },
      {
        what: '`/results best` in the practice guild, from Enter to the answer',
        measured: spread(answered),
        asked: 'below 100 ms',
      },
      {
        what: "the bot's memory then",
        measured: `${residentMb(bot.child.pid ?? 0).toFixed(0)} MB`,
        asked: '',
      },
    ];
  } finally {
    page.close();
    await bot.stop();
    await practice.close();
    rmSync(guild, { recursive: true, force: true });
  }
}

/** A store of 10,000 finished runs in a temporary folder; prints a table and writes it into docs/bench.md. */
export async function benchRuns(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'labmate-bench-runs-'));
  try {
    mkdirSync(join(home, 'runs'));
    const settings = loadSettings({ env: { LABMATE_HOME: home } });
    writeFileSync(join(home, FILE), JSON.stringify(manyRuns(HOW_MANY, settings)));
    const rows = [...(await measureStore(home)), ...(await measureBot(home))];
    writeSection(`${HOW_MANY.toLocaleString('en')} stored runs`, 'npm run bench -- runs', rows);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
