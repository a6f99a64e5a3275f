import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { projectRoot } from '../src/config/settings.js';
import { startPractice } from '../src/practice/start-practice.js';
import { BotProcess, settingsFor } from '../test/support/bot-process.js';
import { PracticePage } from '../test/support/practice-page.js';

/**
 * `npm run bench`: the real bot in a process of its own against the practice guild; prints a table and writes it to
 * docs/bench.md. The bot's memory is its resident set as the kernel counts it.
 */
const COMMANDS = ['queue', 'help', 'results best', 'queue'];
const HOW_MANY = 100;

type Row = { what: string; measured: string; asked: string };

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** Seconds of processor time that a process has used (proc(5), fields 14 and 15; 100 ticks a second on Linux). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Milliseconds from sending to the acknowledgement of each command. */
async function acknowledgements(page: PracticePage, gapMs: number): Promise<number[]> {
  const waits: Promise<number>[] = [];
  for (let i = 0; i < HOW_MANY; i++) {
    const sent = performance.now();
    waits.push(
      page
        .command(COMMANDS[i % COMMANDS.length] ?? 'queue', {})
        .then((nonce) => page.fate(nonce))
        .then((fate) => (fate === 'acknowledged' ? performance.now() - sent : Number.POSITIVE_INFINITY)),
    );
    if (gapMs > 0) await pause(gapMs);
  }
  return (await Promise.all(waits)).sort((a, b) => a - b);
}

const spread = (sorted: number[]): string =>
  `median ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms`;

async function measure(page: PracticePage, pid: number, home: string): Promise<Row[]> {
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

  await page.command('train', { model: 'tiny', intent: 'keep both cores busy' });
  await page.until(/🏃 Run 2 /);
  await pause(15_000);
  for (const [gapMs, how] of [
    [50, 'one every 50 ms'],
    [0, 'all at once'],
  ] as const) {
    const worker = Number(readFileSync(join(home, 'runs/2/worker.pid'), 'utf8'));
    const [began, used] = [performance.now(), cpuSeconds(worker)];
    const sorted = await acknowledgements(page, gapMs);
    const cores = (cpuSeconds(worker) - used) / ((performance.now() - began) / 1000);
    rows.push({
      what: `${HOW_MANY} slash commands while \`model:tiny\` trains, ${how}: time to acknowledgement`,
      measured: `${spread(sorted)} (the training had ${cores.toFixed(1)} cores meanwhile)`,
      asked: 'slowest within 1 s',
    });
  }
  await page.command('cancel', { run: '2' });
  await page.until(/Run 2 is cancelled/);
  return rows;
}

function table(rows: readonly Row[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\` on ${machine}.`,
    '',
    '| what | measured | asked for |',
    '| --- | --- | --- |',
    ...rows.map(({ what, measured, asked }) => `| ${what} | ${measured} | ${asked} |`),
    '',
  ].join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'labmate-bench-'));
const practice = await startPractice({
  home: join(folder, 'guild'),
  port: 0,
  log: pino({ level: 'silent' }),
});
const home = join(folder, 'home');
const bot = await BotProcess.start(settingsFor(practice, home));
const page = await PracticePage.open(practice.url);
try {
  const text = table(await measure(page, bot.child.pid ?? 0, home));
  console.log(text);
  writeFileSync(join(projectRoot, 'docs/bench.md'), text);
} finally {
  page.close();
  await bot.stop();
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
}
