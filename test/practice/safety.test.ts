import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { pino } from 'pino';
import { startPractice } from '../../src/practice/start-practice.js';
import { openRoom, type Room } from './open-room.js';

describe('The practice guild keeps to its machine', () => {
  let room: Room;
  let port: string;
  beforeEach(async () => {
    room = await openRoom();
    port = new URL(room.practice.url).port;
  });
  afterEach(() => room.close());

  async function status(headers: Record<string, string>, path = '/practice/state'): Promise<number> {
    const asked = request({ host: '127.0.0.1', port, path, headers });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode ?? 0;
  }

  it('serves its own names', async () => {
    assert.equal(await status({ host: `127.0.0.1:${port}` }), 200);
    assert.equal(await status({ host: `localhost:${port}`, origin: `http://localhost:${port}` }), 200);
  });

  it('refuses a foreign Host or Origin on every route', async () => {
    for (const path of ['/practice/state', '/api/v10/gateway', '/attachments/1/2/x.png', '/nowhere']) {
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        '127.0.0.1',
        `127.0.0.1.evil.example:${port}`,
      ])
        assert.equal(await status({ host }, path), 403, `${host} ${path}`);
      for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', `https://127.0.0.1:${port}`])
        assert.equal(await status({ host: `127.0.0.1:${port}`, origin }, path), 403, `${origin} ${path}`);
    }
  });

  it('refuses a foreign page that opens the gateway', async () => {
    const url = `${room.practice.url.replace('http', 'ws')}/gateway`;
    for (const headers of [{ origin: 'http://evil.example' }, { host: 'evil.example' }]) {
      const socket = new WebSocket(url, { headers });
      const [error] = (await once(socket, 'error').catch((reason: unknown) => [reason])) as [Error];
      assert.match(error.message, /403/);
    }
  });

  it('takes from its page JSON only, so that no foreign form can write', async () => {
    const body = JSON.stringify({ channel_id: room.practice.channelId, content: 'forged' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      for (const path of ['/practice/messages', '/practice/interactions']) {
        const answer = await fetch(room.practice.url + path, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        assert.equal(answer.status, 415);
      }
    assert.deepEqual((await room.state()).messages[room.practice.channelId], []);
  });

  it('limits what its page may send, and says what does not read', async () => {
    const big = await room.say('x'.repeat(300_000));
    assert.equal(big.status, 413);
    assert.equal((await room.say('x'.repeat(2001))).status, 400);
    const odd = await room.post('/practice/interactions', { kind: 'explode' });
    assert.equal(odd.status, 400);
    assert.ok(odd.body.message);
  });

  it('sends a closed content security policy with every answer', async () => {
    for (const path of ['/practice/state', '/api/v10/users/@me', '/nowhere']) {
      const { headers } = await fetch(room.practice.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'self'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });

  it('keeps an uploaded page or script from being run', async () => {
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'look' }));
    form.append(
      'files[0]',
      new Blob(['<script>alert(1)</script>'], { type: 'text/html' }),
      '../../evil.html',
    );
    const posted = await fetch(
      `${room.practice.discordApiUrl}/v10/channels/${room.practice.channelId}/messages`,
      {
        method: 'POST',
        headers: { authorization: `Bot ${room.practice.token}` },
        body: form,
      },
    );
    const { attachments } = (await posted.json()) as { attachments: { url: string; filename: string }[] };
    assert.equal(attachments[0]?.filename, 'evil.html');
    const served = await fetch(attachments[0]?.url ?? '');
    assert.equal(served.headers.get('content-type'), 'application/octet-stream');
    assert.match(served.headers.get('content-disposition') ?? '', /^attachment;/);
  });

  it('serves no file but attachments', async () => {
    for (const path of ['/attachments/..%2f..%2fguild.json/1/x', '/attachments/1/..%2f..%2fguild.json/x'])
      assert.equal(await status({ host: `127.0.0.1:${port}` }, path), 404);
  });

  it('says which port is taken and what to do', async () => {
    const again = startPractice({ home: room.home, port: Number(port), log: pino({ level: 'silent' }) });
    await assert.rejects(again, new RegExp(`Port ${port} .* in use.*set PRACTICE_PORT to another`));
  });
});
