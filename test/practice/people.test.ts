import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PermissionFlagsBits } from 'discord.js';
import { nextInteraction, openRoom, type Room } from './open-room.js';

describe('People of the practice guild', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const queueAs = (as: string) =>
    room.interact({
      ...{ kind: 'command', nonce: as, channel_id: room.practice.channelId, as, name: 'queue', options: [] },
    });

  it('somebody else may type a command, with rights and roles of their own', async () => {
    const trainer = room.practice.addRole('trainer');
    const permissions = PermissionFlagsBits.SendMessages.toString();
    const as = room.practice.join('Minji', { permissions, roles: [trainer] });
    const client = await room.login();
    await client.application.commands.set([{ name: 'queue', description: 'Queue' }], room.practice.guildId);
    const arrived = nextInteraction(client);
    assert.equal((await queueAs(as)).status, 200);
    const interaction = await arrived;
    assert.equal(interaction.user.displayName, 'Minji');
    assert.ok(interaction.memberPermissions?.has(PermissionFlagsBits.SendMessages));
    assert.ok(!interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages));
    assert.ok(interaction.inCachedGuild());
    assert.deepEqual(interaction.member.roles.cache.map(({ name }) => name).sort(), ['@everyone', 'trainer']);
  });

  it('they are still there after a restart', async () => {
    const role = room.practice.addRole('trainer');
    const as = room.practice.join('Minji', { roles: [role] });
    await room.restart();
    const { members } = await room.state();
    assert.deepEqual(members.find(({ id }) => id === as)?.roles, [role]);
  });

  it('a stranger is not a member', async () => {
    const client = await room.login();
    await client.application.commands.set([{ name: 'queue', description: 'Queue' }], room.practice.guildId);
    assert.equal((await queueAs('123456789012345678')).status, 404);
  });
});
