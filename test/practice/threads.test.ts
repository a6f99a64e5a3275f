import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openRoom, type Room } from './open-room.js';

describe('Threads, reactions and lists of the practice guild', () => {
  let room: Room;
  let path: string;
  beforeEach(async () => {
    const generous = { requests: 100, perMs: 1 };
    room = await openRoom({ rateLimits: { messages: generous, other: generous } });
    path = `/channels/${room.practice.channelId}`;
  });
  afterEach(() => room.close());

  const post = async (content: string, at = path): Promise<string> =>
    (await room.rest('POST', `${at}/messages`, { content })).body.id;
  const listed = async (query: string): Promise<(string | undefined)[]> => {
    const { body } = await room.rest('GET', `${path}/messages?${query}`);
    return (body as unknown as { content?: string }[]).map(({ content }) => content);
  };

  it('allows one thread a message, none inside a thread', async () => {
    const id = await post('Run 1');
    const started = await room.rest('POST', `${path}/messages/${id}/threads`, { name: 'Run 1' });
    assert.equal(started.status, 201);
    const again = await room.rest('POST', `${path}/messages/${id}/threads`, { name: 'Run 1' });
    assert.deepEqual([again.status, again.body.code], [400, 160004]);
    const inside = await room.rest('POST', `/channels/${id}/threads`, { name: 'deeper' });
    assert.equal(inside.body.code, 50024);
    const unnamed = await room.rest('POST', `${path}/threads`, { name: '' });
    assert.equal(unnamed.body.code, 50035);
  });

  it('says in the channel that a thread was started on its own, and lists it while it is active', async () => {
    const { body: thread } = await room.rest('POST', `${path}/threads`, { name: 'Ideas', type: 11 });
    assert.deepEqual(await listed(''), ['Ideas']);
    const active = async () => {
      const { body } = await room.rest('GET', `/guilds/${room.practice.guildId}/threads/active`);
      return (body as unknown as { threads: { id: string }[] }).threads.map(({ id }) => id);
    };
    assert.deepEqual(await active(), [thread.id]);
    await room.rest('PATCH', `/channels/${thread.id}`, { archived: true });
    assert.deepEqual(await active(), []);
  });

  it('lets no message of an archived thread be edited; a new one opens it, unless it is locked', async () => {
    const { body: thread } = await room.rest('POST', `${path}/threads`, { name: 'Run 1', type: 11 });
    const at = `/channels/${thread.id}`;
    const id = await post('epoch 1', at);
    await room.rest('PATCH', at, { archived: true });
    assert.equal((await room.rest('PATCH', `${at}/messages/${id}`, { content: 'x' })).body.code, 50083);
    await post('epoch 2', at);
    assert.equal((await room.rest('PATCH', `${at}/messages/${id}`, { content: 'x' })).status, 200);
    await room.rest('PATCH', at, { archived: true, locked: true });
    assert.equal((await room.rest('POST', `${at}/messages`, { content: 'x' })).body.code, 50083);
  });

  it('lists messages newest first, by limit, before and after', async () => {
    const ids: string[] = [];
    for (const text of ['1', '2', '3', '4']) ids.push(await post(text));
    assert.deepEqual(await listed('limit=2'), ['4', '3']);
    assert.deepEqual(await listed(`before=${ids[2]}`), ['2', '1']);
    assert.deepEqual(await listed(`after=${ids[0]}&limit=2`), ['3', '2']);
    assert.equal((await room.rest('GET', `${path}/messages?limit=101`)).body.code, 50035);
  });

  it('takes reactions, pins, typing and deletions', async () => {
    const [first, second, third] = [await post('1'), await post('2'), await post('3')];
    const reaction = `${path}/messages/${first}/reactions/${encodeURIComponent('🎉')}/@me`;
    assert.equal((await room.rest('PUT', reaction)).status, 204);
    assert.equal((await room.rest('PUT', `${path}/messages/pins/${first}`)).status, 204);
    const [message] = (await room.state()).messages[room.practice.channelId] ?? [];
    assert.equal(message?.reactions?.[0]?.emoji.name, '🎉');
    assert.equal(message?.pinned, true);
    assert.equal((await room.rest('POST', `${path}/typing`)).status, 204);
    const deleted = await room.rest('POST', `${path}/messages/bulk-delete`, { messages: [second, third] });
    assert.equal(deleted.status, 204);
    assert.deepEqual(await listed(''), ['1']);
  });
});
