import { type ChildProcess, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { chartThread } from '../../src/chat/chart-thread.js';
import { sampleCharts } from './sample-charts.js';
import { type Row, writeSection } from './write-section.js';

const TIMES = 10;
const AT_ONCE = 20;

type Timed = Map<string, { ms: number[]; bytes: number }>;

const median = (sorted: number[]): number => sorted[sorted.length >> 1] ?? 0;
const spread = (sorted: number[]): string =>
  `median ${Math.round(median(sorted))} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms`;

async function timeAll(): Promise<Timed> {
  const timed: Timed = new Map();
  for (const [name, draw] of Object.entries(sampleCharts())) {
    const ms: number[] = [];
    let bytes = 0;
    for (let time = 0; time < TIMES; time++) {
      const began = performance.now();
      bytes = (await draw()).length;
      ms.push(performance.now() - began);
    }
    timed.set(name, { ms: ms.sort((a, b) => a - b), bytes });
  }
  return timed;
}

/** Programs that do nothing but keep every core busy, at the priority of training. */
function busy(): ChildProcess[] {
  return cpus().map(() =>
    spawn('nice', ['-n', '10', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
  );
}

/** How long this thread waited at most while 20 charts were drawn, in ms. */
async function loopDelay(): Promise<{ mean: number; max: number; ms: number }> {
  const draws = Object.values(sampleCharts());
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const began = performance.now();
  loop.enable();
  await Promise.all([...draws, ...draws].slice(0, AT_ONCE).map((draw) => draw()));
  loop.disable();
  return { mean: loop.mean / 1e6, max: loop.max / 1e6, ms: performance.now() - began };
}

/** Every chart in its thread: how long it takes, how large it is, and what the gateway's thread feels of it. */
export async function benchCharts(): Promise<void> {
  const draws = sampleCharts();
  const began = performance.now();
  await draws.learningCurve();
  const first = performance.now() - began;
  const idle = await timeAll();
  const delay = await loopDelay();
  const programs = busy();
  try {
    await pause(1000);
    const loaded = await timeAll();
    const loadedDelay = await loopDelay();
    const rows: Row[] = [...idle].map(([name, { ms, bytes }]) => ({
      what: `\`${name}\`, ${Math.round(bytes / 1000)} kB`,
      measured: `${spread(ms)}; cores busy at nice 10: ${spread(loaded.get(name)?.ms ?? [])}`,
      asked: 'below 500 ms',
    }));
    const told = ({ mean, max, ms }: typeof delay) =>
      `at most ${max.toFixed(0)} ms, mean ${mean.toFixed(1)} ms (all drawn in ${Math.round(ms)} ms)`;
    rows.push(
      {
        what: 'the first one, its thread’s start included',
        measured: `${Math.round(first)} ms`,
        asked: 'below 500 ms',
      },
      {
        what: `${AT_ONCE} charts at once: what the event loop waited`,
        measured: `${told(delay)}; cores busy at nice 10: ${told(loadedDelay)}`,
        asked: 'the gateway is not blocked',
      },
    );
    writeSection('Charts', 'npm run bench -- charts', rows);
  } finally {
    for (const program of programs) program.kill('SIGKILL');
    await chartThread.stop();
  }
}
