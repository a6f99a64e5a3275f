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

    /** Runs the worker on a disk of so many megabytes: exit status, files and events that are left. */
    async function runOn(megabytes: number) {
      const data = await makeData(join(home, 'small'));
      const model = { kind: 'ngram' as const, settings: { orders: [1, 2], buckets: 16384, scale: 100 } };
      const { spec } = await makeRun(join(home, `made-${megabytes}`), data, { model });
      const disk = join(home, `disk-${megabytes}`);
      await mkdir(disk);
      const { stdout } = inNamespace(
        `mount -t tmpfs -o size=${megabytes}m tmpfs "$1" && cp "$2" "$1/spec.json" && ` +
          '"$3" "$4" "$1" > /dev/null 2>&1; echo "$?"; ls "$1"; echo; cat "$1/events.jsonl"',
        disk,
        spec,
        process.execPath,
        workerFile,
      );
      const [head = '', ...rest] = stdout.split('\n\n');
      return { left: head.split('\n'), events: parseEvents(rest.join('')) };
    }

    it('says so in its last event and leaves no half checkpoint', async () => {
      const { left, events } = await runOn(1);
      assert.deepEqual(left, ['1', 'events.jsonl', 'spec.json']);
      const last = events.at(-1);
      assert.ok(last?.type === 'failed');
      assert.equal(last.reason, 'disk');
      assert.match(last.message, /the disk is full/);
    });

    it('trains to the end where only the state of an interrupted run has no room, and says so once', async () => {
      const { left, events } = await runOn(8);
      assert.equal(left[0], '0');
      assert.ok(left.includes('metrics.json') && left.includes('checkpoint') && !left.includes('state'));
      const notes = events.filter((event) => event.type === 'note' && /too little room/.test(event.message));
      assert.equal(notes.length, 1);
    });
  },
);
