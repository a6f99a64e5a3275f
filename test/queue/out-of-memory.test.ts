import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOomKills } from '../../src/queue/oom-kills.js';
import { startWorker, type WorkerExit } from '../../src/queue/worker-process.js';
import { type RunFile, runFileSchema, type RunFolder } from '../../src/runs/run-folder.js';
import { readOutcome } from '../../src/runs/run-outcome.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData, makeRun, MODELS, workerFile } from '../training/run-worker.js';

const GIB = 1024 ** 3;
const scripted = fileURLToPath(new URL('./scripted-worker.js', import.meta.url));
const home = temporaryFolder();
let data: RunFile['data'];

/** 200 long texts. */
before(async () => {
  const lengthen = (part: string, lines: string[]) =>
    part === 'train'
      ? Array.from({ length: 200 }, (_, i) =>
          (lines[0] ?? '').replace(/"id":\s*"/, `$&${i}-`).replace(/"form":\s*"/, `$&${'가 '.repeat(200)}`),
        )
      : lines;
  data = await makeData(join(home, 'long'), lengthen);
});

/** One tensor of its widest layer has 200 x 200 x 16,384 numbers: 2.4 GiB. */
const WIDE = {
  kind: 'encoder',
  // Of the last layer only first tokens are computed: the one before it is the wide one.
  settings: { ...MODELS.encoder.settings, layers: 2, intermediate: 16_384 },
} as const;

/** Address space for stacks and arenas grows with the threads, and those with the cores. */
const FEW_THREADS = {
  ...{ TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '2', OMP_NUM_THREADS: '2' },
  ...{ MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
};

const spec = { batch: 200, accumulate: 2, maxlen: 512, epochs: 1 };
const newRun = (name: string) => makeRun(join(home, name), data, { model: WIDE, spec });

async function failureOf(folder: RunFolder, exit: WorkerExit) {
  const { spec } = runFileSchema.parse(JSON.parse(readFileSync(folder.spec, 'utf8')));
  const { failure } = await readOutcome(folder, { ...exit, cancelled: false }, spec);
  assert.ok(failure, 'it did not fail');
  return failure;
}

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const { kind } = await loadEngine();
const noLimit = has('prlimit') ? false : 'prlimit (util-linux) is missing';
const noNative = kind === 'wasm' ? 'the native engine is missing' : noLimit;

describe('a worker without enough memory', () => {
  // It takes ten seconds in which nothing happens: TensorFlow waits for memory to come back.
  it(
    'GIVEN a batch that does not fit into a hard limit THEN TensorFlow says so, and the run what to try',
    { skip: noNative },
    async () => {
      const folder = await newRun('limit');
      const { child, exited } = startWorker(workerFile, folder, FEW_THREADS);
      execFileSync('prlimit', ['--pid', String(child.pid), `--as=${3.5 * GIB}`]);
      const exit = await exited;
      assert.deepEqual([exit.code, exit.signal], [1, null]);
      const { reason, message, hint } = await failureOf(folder, exit);
      assert.equal(reason, 'oom', message);
      assert.match(message, /memory ran out \(batch:200 maxlen:512\)/);
      assert.equal(hint, 'Try less at once: batch:100 accumulate:4 takes the same steps.');
    },
  );

  it('GIVEN a heap too small for it THEN the process aborts, and the run says that memory ran out', async () => {
    const folder = await newRun('heap');
    const exit = await startWorker(workerFile, folder, { NODE_OPTIONS: '--max-old-space-size=8' }).exited;
    assert.equal(exit.signal, 'SIGABRT');
    const { reason, message } = await failureOf(folder, exit);
    assert.equal(reason, 'oom', message);
  });

  for (const intent of ['abort for memory', 'abort at mmap'])
    it(`GIVEN a worker told to ${intent} THEN its log is the evidence`, async () => {
      const folder = await makeRun(join(home, intent), data, { spec, intent });
      const exit = await startWorker(scripted, folder).exited;
      assert.equal(exit.signal, 'SIGABRT');
      assert.equal((await failureOf(folder, exit)).reason, 'oom');
    });

  it('GIVEN an abort for another reason THEN it is called a crash, with its last line', async () => {
    const folder = await makeRun(join(home, 'other'), data, { spec, intent: 'abort' });
    const exit = await startWorker(scripted, folder).exited;
    const { reason, message } = await failureOf(folder, exit);
    assert.equal(reason, 'crashed');
    assert.match(message, /SIGABRT.*Check failed: shape/);
  });

  for (const [oomKilled, reason, said] of [
    [true, 'oom', /system killed.*memory ran out \(batch:200/],
    [false, 'killed', /somebody; the kernel did not/],
    [undefined, 'killed', /most often because memory ran out/],
  ] as const)
    it(`GIVEN SIGKILL, and the kernel's count of kills ${oomKilled === undefined ? 'unknown' : oomKilled ? 'rose' : 'stayed'} THEN the reason is ${reason}`, async () => {
      const folder = await makeRun(join(home, `killed-${String(oomKilled)}`), data, { spec });
      const failure = await failureOf(folder, { code: null, signal: 'SIGKILL', oomKilled });
      assert.equal(failure.reason, reason);
      assert.match(failure.message, said);
    });
});

describe('the kernel’s count of processes killed for memory', () => {
  const system = (files: Record<string, string>): string => {
    const root = temporaryFolder();
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return root;
  };
  const vmstat = { 'proc/vmstat': 'pgfault 12\noom_kill 9\n' };

  it('is that of the control group, version 2', () => {
    const root = system({
      ...vmstat,
      'proc/self/cgroup': '0::/bots/labmate\n',
      'sys/fs/cgroup/bots/labmate/memory.events': 'low 0\nmax 31\noom 3\noom_kill 2\noom_group_kill 0\n',
    });
    assert.equal(readOomKills(root), 2);
  });

  it('is that of the control group, version 1', () => {
    const root = system({
      ...vmstat,
      'proc/self/cgroup': '5:cpu:/\n4:memory:/docker/abc\n0::/\n',
      'sys/fs/cgroup/memory/docker/abc/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 4\n',
    });
    assert.equal(readOomKills(root), 4);
  });

  it('is the machine’s where the group does not say, and unknown where nothing does', () => {
    assert.equal(readOomKills(system(vmstat)), 9);
    assert.equal(readOomKills(temporaryFolder()), undefined);
  });
});
