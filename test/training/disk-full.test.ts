import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeData, makeRun, parseEvents, workerFile } from './run-worker.js';

/** Runs a script in a mount namespace of its own, where a small disk can be mounted without any rights outside. */
const inNamespace = (script: string, ...args: string[]) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...args], { encoding: 'utf8' });

const canMount = inNamespace('mount -t tmpfs tmpfs /tmp').status === 0;

describe(
  'the worker on a full disk',
  { skip: canMount ? false : 'no small disk can be mounted here' },
  () => {
    let home: string;
    before(async () => {
      home = await mkdtemp(join(tmpdir(), 'labmate-disk-'));
    });
    after(() => rm(home, { recursive: true, force: true }));

    it('says so in its last event and leaves no half checkpoint', async () => {
      const data = await makeData(join(home, 'small'));
      const model = { kind: 'ngram' as const, settings: { orders: [1, 2], buckets: 16384, scale: 100 } };
      const { spec } = await makeRun(join(home, 'made'), data, { model });
      const disk = join(home, 'disk');
      await mkdir(disk);
      const { stdout } = inNamespace(
        'mount -t tmpfs -o size=1m tmpfs "$1" && cp "$2" "$1/spec.json" && ' +
          '"$3" "$4" "$1" > /dev/null 2>&1; echo "$?"; ls "$1"; echo; cat "$1/events.jsonl"',
        disk,
        spec,
        process.execPath,
        workerFile,
      );
      const [head = '', ...rest] = stdout.split('\n\n');
      assert.deepEqual(head.split('\n'), ['1', 'events.jsonl', 'spec.json']);
      const last = parseEvents(rest.join('')).at(-1);
      assert.ok(last?.type === 'failed');
      assert.equal(last.reason, 'disk');
      assert.match(last.message, /the disk is full/);
    });
  },
);
