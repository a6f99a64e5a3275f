import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HubFault } from '../support/hub-faults.js';
import { LoopbackHub } from '../support/loopback-hub.js';
import { blobsOf, holds, ID, modelFiles, NEEDED, openCache, says, WEIGHTS } from './fixture.js';

describe('a transfer that breaks', () => {
  let hub: LoopbackHub;
  let files: Record<string, Buffer>;
  before(async () => {
    hub = await LoopbackHub.start();
  });
  beforeEach(() => {
    files = modelFiles();
    hub.publish(ID, files);
    hub.requests.splice(0);
  });
  after(() => hub.stop());

  /** Fetches through these faults; whatever they are, the files must be right in the end. @returns Range of each try */
  async function ranges(
    ...faults: HubFault[]
  ): Promise<{ asked: (string | undefined)[]; conditions: unknown[]; lines: string[] }> {
    hub.fault(...faults);
    const { fetch, cache, lines } = openCache(hub);
    const { folder } = await fetch('main', { stallTimeout: 500 });
    assert.ok(holds(folder, files, NEEDED));
    assert.equal(blobsOf(cache).length, 4);
    const tries = hub.requests.filter(({ server }) => server === 'cdn');
    return {
      asked: tries.map(({ headers }) => headers.range),
      conditions: tries.map(({ headers }) => headers['if-range']),
      lines,
    };
  }
  const fromNowhere = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]);

  it('goes on where it broke, on condition that the file is the same', async () => {
    const { asked, conditions } = await ranges({ on: 'cdn:', kind: 'cut', after: 100_000 });
    assert.equal(asked.length, 2);
    const from = fromNowhere(asked[1]);
    assert.ok(asked[0] === undefined && from > 0 && from <= 100_000, `${asked[1]}`);
    assert.match(String(conditions[1]), /^"cdn-[0-9a-f]{40}"$/);
  });

  it('goes on after a connection that stalls', async () => {
    const { asked } = await ranges({ on: 'cdn:', kind: 'stall', after: 100_000 });
    assert.equal(asked.length, 2);
    assert.ok(fromNowhere(asked[1]) > 0);
  });

  it('may break more often than it may fail in a row, as long as it gets on', async () => {
    const { asked } = await ranges({ on: 'cdn:', kind: 'cut', after: 30_000, times: 8 });
    assert.equal(asked.length, 9);
    assert.ok(asked.slice(1).every((range, n) => fromNowhere(range) > (n === 0 ? 0 : fromNowhere(asked[n]))));
  });

  it('starts over where the server sends the whole file, or has another by now', async () => {
    const cut = { on: 'cdn:', kind: 'cut', after: 100_000 } as const;
    await ranges(cut, { on: 'cdn:', kind: 'no range' });
    hub.requests.splice(0);
    const { asked } = await ranges(cut, { on: 'cdn:', kind: 'etag', etag: '"another"' });
    assert.ok(asked.length === 2 && fromNowhere(asked[1]) > 0);
    hub.requests.splice(0);
    const another = randomBytes(300_000);
    const blind = await ranges(cut, {
      on: 'cdn:',
      kind: 'etag',
      etag: '"another"',
      content: another,
      blind: true,
    });
    assert.deepEqual([blind.asked.length, blind.asked[2]], [3, undefined]);
    assert.ok(blind.lines.some((line) => line.includes('another part')));
  });

  it('starts over where the server does not have the part asked for', async () => {
    const { asked } = await ranges(
      { on: 'cdn:', kind: 'cut', after: 100_000 },
      { on: 'cdn:', kind: 'content', content: Buffer.alloc(10) },
    );
    assert.equal(asked.length, 3);
    assert.equal(asked[2], undefined);
  });

  it('throws away what has the wrong bytes, and fetches it once more', async () => {
    const { asked } = await ranges({ on: 'cdn:', kind: 'content', content: randomBytes(300_000) });
    assert.deepEqual(asked, [undefined, undefined]);
    hub.fault({ on: '/vocab.txt', kind: 'content', content: Buffer.alloc(files['vocab.txt']?.length ?? 0) });
    assert.ok(holds((await openCache(hub).fetch()).folder, files, NEEDED));
  });

  it('says so where the bytes are wrong twice, and keeps none of them', async () => {
    hub.fault({ on: 'cdn:', kind: 'content', content: randomBytes(300_000), times: 2 });
    const { fetch, cache, lines } = openCache(hub);
    await assert.rejects(
      fetch(),
      says('hub.checksum', /^model\.safetensors of team\/korean-tiny came twice/),
    );
    assert.ok(blobsOf(cache).every((name) => !name.includes('incomplete')));
    assert.ok(lines.some((line) => /checksum/.test(line)));
    hub.requests.splice(0);
    assert.equal((await fetch()).fetched, 1);
  });

  it('keeps what it has when something of another size comes, such as a login page', async () => {
    const page = Buffer.from('<html>Log in to the network</html>');
    const { asked } = await ranges(
      { on: 'cdn:', kind: 'cut', after: 100_000 },
      { on: 'cdn:', kind: 'etag', etag: '"page"', content: page },
    );
    assert.equal(asked.length, 3);
    assert.ok(fromNowhere(asked[1]) > 0 && asked[2] === asked[1]);
  });

  it('takes no more than the file is long', async () => {
    const content = randomBytes(900_000);
    const { lines } = await ranges({ on: 'cdn:', kind: 'content', content, unmeasured: true });
    assert.ok(lines.some((line) => line.includes('more than the file is long')));
  });

  it('waits as long as the hub asks it to', async () => {
    hub.fault({ on: 'hub:/api/', kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    const inAnHour = new Date(Date.now() + 3600_000).toUTCString();
    hub.fault({ on: 'cdn:', kind: 'status', status: 503, headers: { 'retry-after': inAnHour } });
    const { fetch, waits } = openCache(hub);
    await fetch();
    assert.equal(waits[0], 7000);
    assert.ok(waits.length === 2 && Math.abs((waits[1] ?? 0) - 3600_000) < 60_000);
  });

  it('asks the hub again for an address where the CDN refuses one that is too old', async () => {
    await ranges({ on: 'cdn:', kind: 'cut', after: 100_000 }, { on: 'cdn:', kind: 'status', status: 403 });
    assert.equal(hub.downloads(`/${WEIGHTS}`).filter(({ server }) => server === 'hub').length, 3);
  });

  it('gives up after five tries that bring nothing, and the next start goes on from there', async () => {
    hub.fault({ on: 'cdn:', kind: 'cut', after: 100_000 });
    hub.fault({ on: 'cdn:', kind: 'cut', after: -1, times: 5 });
    const { fetch, lines } = openCache(hub);
    await assert.rejects(fetch(), says('hub.unreachable', /^team\/korean-tiny@main cannot be fetched: 127/));
    assert.equal(lines.filter((line) => line.includes('trying again')).length, 5);
    hub.requests.splice(0);
    const next = { ...files, 'vocab.txt': Buffer.from('[PAD]\n[UNK]\n기쁨\n') };
    hub.publish(ID, next);
    const { folder, fetched } = await fetch();
    assert.equal(fetched, 2);
    assert.ok(holds(folder, next, NEEDED));
    assert.ok(fromNowhere(hub.requests.at(-1)?.headers.range) > 0);
  });
});
