import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApplicationCommandOptionType as Type, type Client, type Interaction } from 'discord.js';
import { nextInteraction, openRoom, type Room } from './open-room.js';

const COMMANDS = [
  {
    name: 'train',
    description: 'Queue a run',
    options: [
      { name: 'lr', description: 'Learning rate', type: Type.Number },
      { name: 'epochs', description: 'Epochs', type: Type.Integer },
      { name: 'clean', description: 'Clean the text', type: Type.Boolean },
      { name: 'who', description: 'Whose', type: Type.User },
      {
        name: 'loss',
        description: 'Loss',
        type: Type.String,
        choices: [{ name: 'Asymmetric loss', value: 'asl' }],
      },
    ],
  },
  {
    name: 'results',
    description: 'Results',
    options: [
      {
        name: 'show',
        description: 'One run',
        type: Type.Subcommand,
        options: [{ name: 'run', description: 'Its number', type: Type.Integer, required: true }],
      },
      { name: 'best', description: 'The best runs', type: Type.Subcommand },
    ],
  },
] as const;

describe('Interactions in the practice guild', () => {
  let room: Room;
  let client: Client<true>;

  beforeEach(async () => {
    room = await openRoom();
    client = await room.login();
    await client.application.commands.set(COMMANDS, room.practice.guildId);
  });
  afterEach(() => room.close());

  async function command(options: Record<string, string | number | boolean> = {}): Promise<Interaction> {
    const arrived = nextInteraction(client);
    const { status, body } = await room.slash('train', options);
    assert.equal(status, 200, body.message);
    return arrived;
  }
  const answer = ({ id, token }: Interaction, body: object) =>
    room.rest('POST', `/interactions/${id}/${token}/callback`, body);

  it('must be answered within three seconds, else 10062, and the page hears that it failed', async () => {
    const page = await room.events();
    const interaction = await command();
    room.clock.advance(3001);
    const late = await answer(interaction, { type: 5 });
    assert.deepEqual([late.status, late.body.code], [404, 10062]);
    assert.equal((await page.find('interaction')).state, 'failed');
  });

  it('are answered once, then 40060', async () => {
    const interaction = await command();
    assert.equal((await answer(interaction, { type: 5 })).status, 204);
    const second = await answer(interaction, { type: 4, data: { content: 'again' } });
    assert.deepEqual([second.status, second.body.code], [400, 40060]);
  });

  it('keep their token for fifteen minutes, then 50027', async () => {
    const interaction = await command();
    await answer(interaction, { type: 5 });
    // Its heartbeats go by the machine's clock: after minutes of the fake one the gateway would drop it.
    await client.destroy();
    const original = `/webhooks/${interaction.applicationId}/${interaction.token}/messages/@original`;
    room.clock.advance(15 * 60_000 - 1);
    assert.equal((await room.rest('PATCH', original, { content: 'just in time' })).status, 200);
    room.clock.advance(2);
    const late = await room.rest('PATCH', original, { content: 'too late' });
    assert.deepEqual([late.status, late.body.code], [401, 50027]);
  });

  it('take no message before they are answered', async () => {
    const { applicationId, token } = await command();
    const early = await room.rest('POST', `/webhooks/${applicationId}/${token}`, { content: 'x' });
    assert.deepEqual([early.status, early.body.code], [404, 10015]);
  });

  it('stay open where the first answer was refused for its form', async () => {
    const interaction = await command();
    const refused = await answer(interaction, { type: 4, data: { content: 'x'.repeat(2001) } });
    assert.equal(refused.body.code, 50035);
    assert.equal((await answer(interaction, { type: 4, data: { content: 'short' } })).status, 204);
  });

  it('refuse answers of the wrong kind, 26 choices and bad modals', async () => {
    const modal = (change: object) => {
      const input = { type: 4, custom_id: 'a', style: 1, label: 'A' };
      return { custom_id: 'm', title: 'T', components: [{ type: 1, components: [input] }], ...change };
    };
    const interaction = await command();
    assert.equal((await answer(interaction, { type: 7, data: {} })).body.code, 50035);
    assert.equal((await answer(interaction, { type: 8, data: { choices: [] } })).body.code, 50035);
    for (const change of [{ title: 'x'.repeat(46) }, { components: [] }, { custom_id: 'x'.repeat(101) }])
      assert.equal((await answer(interaction, { type: 9, data: modal(change) })).body.code, 50035);
    assert.equal((await answer(interaction, { type: 9, data: modal({}) })).status, 204);

    const arrived = nextInteraction(client);
    const options = [{ name: 'loss', value: '', focused: true }];
    await room.interact({
      kind: 'autocomplete',
      nonce: 'a',
      channel_id: room.practice.channelId,
      name: 'train',
      options,
    });
    const choices = Array.from({ length: 26 }, (_, n) => ({ name: `c${n}`, value: `c${n}` }));
    const typing = await arrived;
    assert.equal((await answer(typing, { type: 8, data: { choices } })).body.code, 50035);
    const long = [{ name: 'x'.repeat(101), value: 'x' }];
    assert.equal((await answer(typing, { type: 8, data: { choices: long } })).body.code, 50035);
    assert.equal((await answer(typing, { type: 8, data: { choices: choices.slice(1) } })).status, 204);
  });

  it('carry options in the type of the registered command, and the rest as text for the bot to check', async () => {
    const interaction = await command({
      lr: '3e-5',
      epochs: '2.5',
      clean: 'true',
      who: 'Student',
      loss: 'Asymmetric loss',
      flavour: 'mint',
    });
    assert.ok(interaction.isChatInputCommand());
    const sent = interaction.options.data.map(({ name, type, value }) => [name, type, value]);
    const self = (await room.state()).self;
    assert.deepEqual(sent, [
      ['lr', Type.Number, 3e-5],
      ['epochs', Type.String, '2.5'],
      ['clean', Type.Boolean, true],
      ['who', Type.User, self],
      ['loss', Type.String, 'asl'],
      ['flavour', Type.String, 'mint'],
    ]);
    assert.equal(interaction.options.getUser('who')?.displayName, 'Student');
  });

  it('reach subcommands, and say what is missing', async () => {
    const results = (subcommand: string | undefined, options: { name: string; value: string }[]) =>
      room.interact({
        kind: 'command',
        nonce: 'r',
        channel_id: room.practice.channelId,
        name: 'results',
        ...(subcommand === undefined ? {} : { subcommand }),
        options,
      });
    const arrived = nextInteraction(client);
    assert.equal((await results('show', [{ name: 'run', value: '12' }])).status, 200);
    const interaction = await arrived;
    assert.ok(interaction.isChatInputCommand());
    assert.equal(interaction.options.getSubcommand(), 'show');
    assert.equal(interaction.options.getInteger('run'), 12);

    assert.match((await results('show', [])).body.message ?? '', /\/results show needs the option run/);
    assert.match((await results('worst', [])).body.message ?? '', /say which of show, best/);
    assert.match((await results(undefined, [])).body.message ?? '', /say which of show, best/);
    const unknown = await room.slash('trian');
    assert.equal(unknown.status, 404);
    assert.match(unknown.body.message ?? '', /no command \/trian: there are \/train, \/results/);
  });

  it('cannot be started while the bot is away', async () => {
    const page = await room.events();
    await client.destroy();
    assert.equal((await page.find('bot')).online, false);
    const { status, body } = await room.slash('train');
    assert.equal(status, 503);
    assert.match(body.message ?? '', /Labmate is offline: start it with npm start/);
  });

  it('let a menu choose among its own entries only', async () => {
    const menu = {
      type: 3,
      custom_id: 'runs',
      min_values: 1,
      max_values: 2,
      options: ['1', '2', '3'].map((value) => ({ label: `Run ${value}`, value })),
    };
    const { body } = await room.rest('POST', `/channels/${room.practice.channelId}/messages`, {
      content: 'Cancel which?',
      components: [{ type: 1, components: [menu] }],
    });
    const choose = (...values: string[]) =>
      room.interact({
        kind: 'component',
        nonce: 's',
        channel_id: room.practice.channelId,
        message_id: body.id,
        custom_id: 'runs',
        values,
      });
    assert.equal((await choose('4')).status, 400);
    assert.equal((await choose('1', '2', '3')).status, 400);
    const arrived = nextInteraction(client);
    await choose('1', '3');
    const interaction = await arrived;
    assert.ok(interaction.isStringSelectMenu());
    assert.deepEqual(interaction.values, ['1', '3']);
    await interaction.deferUpdate();
    await interaction.editReply({ content: 'Cancelled', components: [] });
    assert.equal((await interaction.message.fetch()).content, 'Cancelled');
  });

  it('come from the menu of a message and of a member', async () => {
    const menus = [
      { name: 'Show run', type: 3 },
      { name: 'Runs of', type: 2 },
    ] as const;
    await client.application.commands.set(menus, room.practice.guildId);
    const { body } = await room.say('look at run 3');
    const choose = async (name: string, target_id: string) => {
      const arrived = nextInteraction(client);
      const channel_id = room.practice.channelId;
      const sent = await room.interact({
        kind: 'command',
        nonce: 'x',
        channel_id,
        name,
        options: [],
        target_id,
      });
      assert.equal(sent.status, 200, sent.body.message);
      return arrived;
    };
    const onMessage = await choose('Show run', body.id ?? '');
    assert.ok(onMessage.isMessageContextMenuCommand());
    assert.equal(onMessage.targetMessage.content, 'look at run 3');
    const onMember = await choose('Runs of', (await room.state()).self);
    assert.ok(onMember.isUserContextMenuCommand());
    assert.equal(onMember.targetUser.displayName, 'Student');
  });
});
