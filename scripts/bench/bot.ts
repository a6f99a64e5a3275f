import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { startPractice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from '../../test/support/bot-process.js';
import { PracticePage } from '../../test/support/practice-page.js';
import { residentMb } from './resident.js';
import { type Row, writeSection } from './write-section.js';

const COMMANDS = ['queue list', 'help', 'results best', 'queue list'];
const HOW_MANY = 200;
const PEOPLE = 20;

/** Since the machine's start, over all cores: milliseconds in all, and idle. */
function cpuTimes(): { all: number; idle: number } {
  const times = cpus().map((core) => core.times);
  const all = times.reduce((sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle, 0);
  return { all, idle: times.reduce((sum, { idle }) => sum + idle, 0) };
}

/** Milliseconds from sending to the acknowledgement of each command, by people in turn; infinite where it is lost. */
async function acknowledgements(page: PracticePage, gapMs: number, people: string[]): Promise<number[]> {
  const waits: Promise<number>[] = [];
  for (let i = 0; i < HOW_MANY; i++) {
    const sent = performance.now();
    waits.push(
      page
        .command(COMMANDS[i % COMMANDS.length] ?? 'queue list', {}, { as: people[i % people.length] ?? '' })
        .then((nonce) => page.fate(nonce))
        .then((fate) => (fate === 'acknowledged' ? performance.now() - sent : Number.POSITIVE_INFINITY)),
    );
    if (gapMs > 0) await pause(gapMs);
  }
  return (await Promise.all(waits)).sort((a, b) => a - b);
}

const spread = (sorted: number[]): string => {
  const [median, p99, slowest] = [0.5, 0.99, 1].map((share) =>
    Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0),
  );
  return `median ${median} ms, 99th percentile ${p99} ms, slowest ${slowest} ms`;
};

/** Discord's flag of a deferred answer that is not there yet. */
const LOADING = 1 << 7;

/** Answers that the commands of these people have got: a deferred one is edited when it is there. */
const answered = (page: PracticePage): number =>
  page.messages().filter(({ interaction_metadata, flags = 0 }) => interaction_metadata && !(flags & LOADING))
    .length;

async function measure(page: PracticePage, pid: number, people: string[]): Promise<Row[]> {
  const rows: Row[] = [];
  await pause(10_000);
  const idle = residentMb(pid);
  rows.push({
    what: 'the bot, idle 10 s after its start',
    measured: `${idle.toFixed(0)} MB`,
    asked: 'below 200 MB',
  });

  const enter = performance.now();
  await page.command('train', { model: 'ngram', intent: 'bench' });
  await page.until(/Run 1 is done/);
  const seconds = (performance.now() - enter) / 1000;
  rows.push({
    what: '`/train model:ngram` with its defaults, from Enter to the result message',
    measured: `${seconds.toFixed(1)} s`,
    asked: 'within 60 s',
  });
  await pause(10_000);
  rows.push({
    what: 'the bot, idle 10 s after a run, its picture and its row',
    measured: `${residentMb(pid).toFixed(0)} MB`,
    asked: 'below 200 MB',
  });

  // Large batches: with small ones the eager engine waits for JavaScript and leaves half a core idle.
  await page.command('train', {
    model: 'tiny',
    batch: 512,
    maxlen: 128,
    epochs: 500,
    intent: 'keep both cores busy',
  });
  await page.until(/🏃 Run 2 /);
  await pause(15_000);
  for (const [gapMs, how] of [
    [100, 'in 20 s'],
    [0, 'all at once'],
  ] as const) {
    const before = cpuTimes();
    const answeredBefore = answered(page);
    const sorted = await acknowledgements(page, gapMs, people);
    const after = cpuTimes();
    await pause(5_000);
    const answers = answered(page) - answeredBefore;
    const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
    rows.push({
      what: `${HOW_MANY} slash commands of ${PEOPLE} people while \`model:tiny\` trains, ${how}: time to acknowledgement`,
      measured: `${spread(sorted)}; ${answers} answered (cores ${Math.round(busy * 100)} % busy meanwhile)`,
      asked: gapMs > 0 ? '99th percentile within 1 s, all answered' : '',
    });
  }
  await page.command('cancel', { run: '2' });
  await page.until(/Run 2 is cancelled/);
  return rows;
}

/**
 * The real bot in a process of its own against the practice guild; prints a table and writes it into docs/bench.md. The
 * bot's memory is its resident set as the kernel counts it.
 */
export async function benchBot(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'labmate-bench-'));
  const practice = await startPractice({
    home: join(folder, 'guild'),
    port: 0,
    log: pino({ level: 'silent' }),
  });
  const bot = await BotProcess.start(settingsFor(practice, join(folder, 'home')));
  const page = await PracticePage.open(practice.url);
  const people = Array.from({ length: PEOPLE }, (_, i) => practice.join(`Person ${i + 1}`));
  try {
    writeSection('The bot', 'npm run bench -- bot', await measure(page, bot.child.pid ?? 0, people));
  } finally {
    page.close();
    await bot.stop();
    await practice.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
