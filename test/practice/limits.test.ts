import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openRoom, type Room } from './open-room.js';

const LONG = (length: number): string => 'x'.repeat(length);
const FIELD = { name: 'n', value: 'v' };
const BUTTON = (id: string) => ({ type: 2, style: 1, label: 'go', custom_id: id });
const ROW = (...components: object[]) => ({ type: 1, components });

describe("Discord's limits on messages", () => {
  let room: Room;
  let path: string;

  beforeEach(async () => {
    room = await openRoom({
      rateLimits: { messages: { requests: 100, perMs: 1 }, other: { requests: 100, perMs: 1 } },
    });
    path = `/channels/${room.practice.channelId}/messages`;
  });
  afterEach(() => room.close());

  const TOO_MUCH: [what: string, body: object, at: string[], code: string][] = [
    ['content over 2000', { content: LONG(2001) }, ['content'], 'BASE_TYPE_MAX_LENGTH'],
    [
      'an embed title over 256',
      { embeds: [{ title: LONG(257) }] },
      ['embeds', '0', 'title'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an embed description over 4096',
      { embeds: [{ description: LONG(4097) }] },
      ['embeds', '0', 'description'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a footer over 2048',
      { embeds: [{ footer: { text: LONG(2049) } }] },
      ['embeds', '0', 'footer', 'text'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an author over 256',
      { embeds: [{ author: { name: LONG(257) } }] },
      ['embeds', '0', 'author', 'name'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field name over 256',
      { embeds: [{ fields: [{ ...FIELD, name: LONG(257) }] }] },
      ['embeds', '0', 'fields', '0', 'name'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field value over 1024',
      { embeds: [{ fields: [{ ...FIELD, value: LONG(1025) }] }] },
      ['embeds', '0', 'fields', '0', 'value'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an empty field value',
      { embeds: [{ fields: [{ ...FIELD, value: '' }] }] },
      ['embeds', '0', 'fields', '0', 'value'],
      'BASE_TYPE_REQUIRED',
    ],
    [
      '26 fields',
      { embeds: [{ fields: Array(26).fill(FIELD) }] },
      ['embeds', '0', 'fields'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['11 embeds', { embeds: Array(11).fill({ title: 't' }) }, ['embeds'], 'BASE_TYPE_MAX_LENGTH'],
    [
      '6001 characters over all embeds',
      { embeds: [{ description: LONG(4000) }, { description: LONG(2001) }] },
      ['embeds'],
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      'six rows',
      { components: [1, 2, 3, 4, 5, 6].map((n) => ROW(BUTTON(`b${n}`))) },
      ['components'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'six buttons in a row',
      { components: [ROW(...[1, 2, 3, 4, 5, 6].map((n) => BUTTON(`b${n}`)))] },
      ['components', '0', 'components'],
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a custom id over 100',
      { components: [ROW(BUTTON(LONG(101)))] },
      ['components', '0', 'components', '0', 'custom_id'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom id twice',
      { components: [ROW(BUTTON('a'), BUTTON('a'))] },
      ['components', '0', 'components', '1', 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a label over 80',
      { components: [ROW({ ...BUTTON('a'), label: LONG(81) })] },
      ['components', '0', 'components', '0', 'label'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 options in a menu',
      {
        components: [
          ROW({
            type: 3,
            custom_id: 'm',
            options: Array.from({ length: 26 }, (_, n) => ({ label: `${n}`, value: `${n}` })),
          }),
        ],
      },
      ['components', '0', 'components', '0', 'options'],
      'BASE_TYPE_BAD_LENGTH',
    ],
  ];

  for (const [what, body, at, code] of TOO_MUCH)
    it(`refuses ${what} with 50035 at its place`, async () => {
      const { status, body: answer } = await room.rest('POST', path, body);
      assert.equal(status, 400);
      assert.equal(answer.code, 50035);
      assert.equal(answer.message, 'Invalid Form Body');
      let node = answer.errors;
      for (const key of at) node = node?.[key] as Record<string, unknown> | undefined;
      const issues = node?._errors as { code: string; message: string }[] | undefined;
      assert.equal(issues?.[0]?.code, code, JSON.stringify(answer.errors));
    });

  it('takes what is just within them, counting characters and not UTF-16 units', async () => {
    const body = {
      content: '😀'.repeat(2000),
      embeds: [{ title: LONG(256), description: LONG(4096), fields: Array(10).fill(FIELD) }],
      components: [1, 2, 3, 4, 5].map((row) => ROW(...[1, 2, 3, 4, 5].map((n) => BUTTON(`${row}.${n}`)))),
    };
    assert.equal((await room.rest('POST', path, body)).status, 200);
  });

  it('names what is not there or not allowed by its code', async () => {
    const { body: own } = await room.rest('POST', path, { content: 'mine' });
    const expect = async (code: number, status: number, method: string, at: string, body?: unknown) => {
      const answer = await room.rest(method, at, body);
      assert.deepEqual([answer.body.code, answer.status], [code, status], `${method} ${at}`);
    };
    await expect(50006, 400, 'POST', path, {});
    await expect(50006, 400, 'POST', path, { content: '  \n ' });
    await expect(50006, 400, 'PATCH', `${path}/${own.id}`, { content: '' });
    await expect(10008, 404, 'GET', `${path}/${room.practice.channelId}`);
    await expect(10003, 404, 'GET', '/channels/1/messages');
    await expect(10003, 404, 'POST', '/channels/100000000000000000/messages', { content: 'x' });
    await expect(10004, 404, 'GET', '/guilds/100000000000000000');
    await expect(10015, 404, 'POST', `/webhooks/${room.practice.applicationId}/nonsense`, { content: 'x' });
    await expect(10062, 404, 'POST', '/interactions/100000000000000000/nonsense/callback', { type: 5 });
    await expect(0, 404, 'GET', '/nowhere');
  });

  it('answers 401 with code 0 without the token', async () => {
    const answer = await fetch(`${room.practice.discordApiUrl}/v10${path}`, {
      headers: { authorization: 'Bot wrong' },
    });
    assert.equal(answer.status, 401);
    assert.deepEqual(await answer.json(), { message: '401: Unauthorized', code: 0 });
  });

  it('refuses files over 10 MiB, and requests over 25 MiB, with 40005', async () => {
    const send = async (...sizes: number[]) => {
      const form = new FormData();
      form.append('payload_json', JSON.stringify({ content: 'files' }));
      sizes.forEach((size, n) => form.append(`files[${n}]`, new Blob([new Uint8Array(size)]), `f${n}.bin`));
      const headers = { authorization: `Bot ${room.practice.token}` };
      const url = `${room.practice.discordApiUrl}/v10${path}`;
      const response = await fetch(url, { method: 'POST', headers, body: form });
      return { status: response.status, code: ((await response.json()) as { code?: number }).code };
    };
    const MIB = 1024 * 1024;
    assert.equal((await send(10 * MIB)).status, 200);
    assert.deepEqual(await send(10 * MIB + 1), { status: 413, code: 40005 });
    assert.deepEqual(await send(9 * MIB, 9 * MIB, 9 * MIB), { status: 413, code: 40005 });
  });

  it('lets a message over an hour old be edited a few times, then 30046', async () => {
    const { body: old } = await room.rest('POST', path, { content: 'epoch 1' });
    room.clock.advance(60 * 60_000 + 1);
    const edit = (n: number) => room.rest('PATCH', `${path}/${old.id}`, { content: `epoch ${n}` });
    for (const n of [2, 3, 4, 5, 6]) assert.equal((await edit(n)).status, 200);
    const refused = await edit(7);
    assert.deepEqual([refused.status, refused.body.code], [429, 30046]);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    const { body: fresh } = await room.rest('POST', path, { content: 'epoch 7' });
    assert.equal((await room.rest('PATCH', `${path}/${fresh.id}`, { content: 'epoch 8' })).status, 200);
  });

  it('makes a message with an enforced nonce once', async () => {
    const body = { content: 'Result of run 1', nonce: 'run-1-result', enforce_nonce: true };
    const first = await room.rest('POST', path, body);
    const again = await room.rest('POST', path, body);
    assert.equal(again.body.id, first.body.id);
    room.clock.advance(6 * 60_000);
    const later = await room.rest('POST', path, body);
    assert.notEqual(later.body.id, first.body.id);
  });
});
