import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { nextInteraction, openRoom, type Room } from './open-room.js';

describe('After a restart the practice guild', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  async function post(content: string) {
    const client = await room.login();
    const channel = await client.channels.fetch(room.practice.channelId);
    assert.ok(channel?.isSendable());
    return channel.send({
      content,
      files: [new AttachmentBuilder(Buffer.from(content), { name: 'log.txt' })],
    });
  }

  it('has its ids, token, messages, threads and commands as before', async () => {
    const message = await post('epoch 1');
    await message.startThread({ name: 'Run 1' });
    await message.client.application.commands.set(
      [{ name: 'train', description: 'Queue a run' }],
      room.practice.guildId,
    );
    const { token, guildId, channelId, applicationId } = room.practice;
    const before = await room.state();

    await room.restart();
    const after = await room.state();
    assert.deepEqual(
      [room.practice.token, room.practice.guildId, room.practice.channelId, room.practice.applicationId],
      [token, guildId, channelId, applicationId],
    );
    assert.deepEqual(after.channels, before.channels);
    assert.deepEqual(after.commands, before.commands);
    assert.equal(after.messages[channelId]?.[0]?.content, 'epoch 1');

    const later = await post('epoch 2');
    assert.ok(BigInt(later.id) > BigInt(message.id), 'ids go on increasing');
  });

  it('serves attachments at its new address', async () => {
    await post('epoch 1');
    await room.restart();
    const url = (await room.state()).messages[room.practice.channelId]?.[0]?.attachments[0]?.url ?? '';
    assert.ok(url.startsWith(room.practice.url));
    assert.equal(await (await fetch(url)).text(), 'epoch 1');
  });

  it('has forgotten ephemeral messages', async () => {
    const client = await room.login();
    await client.application.commands.set([{ name: 'help', description: 'Help' }], room.practice.guildId);
    const arrived = nextInteraction(client);
    await room.slash('help');
    const interaction = await arrived;
    assert.ok(interaction.isChatInputCommand());
    await interaction.reply({ content: 'for you alone', flags: MessageFlags.Ephemeral });
    assert.equal((await room.state()).messages[room.practice.channelId]?.length, 1);
    await room.restart();
    assert.equal((await room.state()).messages[room.practice.channelId]?.length, 0);
  });

  it('keeps the last thousand messages of a channel', async () => {
    const { body } = await room.say('message 0');
    await room.practice.close();
    const file = join(room.home, 'practice', 'messages', `${room.practice.channelId}.json`);
    const [first] = JSON.parse(await readFile(file, 'utf8')) as {
      message: { id: string; content: string };
    }[];
    const many = Array.from({ length: 1000 }, (_, n) => {
      const id = String(BigInt(body.id ?? '') + BigInt(n));
      return { ...first, message: { ...first?.message, id, content: `message ${n}` } };
    });
    await writeFile(file, JSON.stringify(many));
    await room.reopen();
    for (const n of [1000, 1001, 1002, 1003]) await room.say(`message ${n}`);
    await room.restart();
    const kept = JSON.parse(await readFile(file, 'utf8')) as { message: { content: string } }[];
    assert.equal(kept.length, 1000);
    assert.equal(kept[0]?.message.content, 'message 4');
  });

  it('sets a file aside that it cannot read, and opens', async () => {
    await room.say('hello');
    await room.practice.close();
    const file = join(room.home, 'practice', 'messages', `${room.practice.channelId}.json`);
    await writeFile(file, '[{"message":');
    await room.reopen();
    assert.deepEqual((await room.state()).messages[room.practice.channelId], []);
    assert.ok(
      (await readdir(join(room.home, 'practice', 'messages'))).some((name) => name.endsWith('.unreadable')),
    );
  });

  it('has let nobody else read the token', async () => {
    await room.restart();
    const { mode } = await stat(join(room.home, 'practice', 'guild.json'));
    assert.equal(mode & 0o077, 0);
  });
});
