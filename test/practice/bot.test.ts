import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  EmbedBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Client,
} from 'discord.js';
import { nextInteraction, openRoom, type Room } from './open-room.js';

const TRAIN = {
  name: 'train',
  description: 'Queue a training run',
  options: [
    { name: 'loss', description: 'Loss', type: ApplicationCommandOptionType.String, autocomplete: true },
    { name: 'epochs', description: 'Epochs', type: ApplicationCommandOptionType.Integer },
    { name: 'lr', description: 'Learning rate', type: ApplicationCommandOptionType.Number },
  ],
} as const;

describe('The unmodified discord.js client in the practice guild', () => {
  let room: Room;
  let client: Client<true>;

  beforeEach(async () => {
    room = await openRoom();
    client = await room.login();
    await client.application.commands.set([TRAIN], room.practice.guildId);
  });
  afterEach(() => room.close());

  it('finds its guild, its channel and its members', () => {
    const guild = client.guilds.cache.get(room.practice.guildId);
    assert.equal(client.user.username, 'labmate');
    assert.equal(guild?.available, true);
    assert.equal(guild?.channels.cache.get(room.practice.channelId)?.name, 'experiments');
    assert.deepEqual([...(guild?.members.cache.values() ?? [])].map((member) => member.displayName).sort(), [
      'Labmate',
      'Student',
    ]);
  });

  it('answers a slash command: defers, edits, follows up with a file', async () => {
    const page = await room.events();
    const arrived = nextInteraction(client);
    assert.equal((await room.slash('train', { loss: 'asl', epochs: 2, lr: '3e-5' })).status, 200);
    const interaction = await arrived;
    assert.ok(interaction.isChatInputCommand());
    assert.equal(interaction.options.getString('loss'), 'asl');
    assert.equal(interaction.options.getInteger('epochs'), 2);
    assert.equal(interaction.options.getNumber('lr'), 3e-5);
    assert.equal(interaction.user.displayName, 'Student');

    await interaction.deferReply();
    const deferred = await page.find('message');
    assert.ok((deferred.message.flags ?? 0) & MessageFlags.Loading);
    assert.equal((await page.find('interaction')).state, 'acknowledged');

    const edited = await interaction.editReply({
      content: 'Queued',
      embeds: [new EmbedBuilder().setTitle('Run 1').setImage('attachment://curve.png')],
      files: [new AttachmentBuilder(Buffer.from('not quite a picture'), { name: 'curve.png' })],
    });
    assert.equal(edited.content, 'Queued');
    assert.equal(edited.attachments.size, 0, 'a picture in an embed is not listed again');
    assert.match(edited.embeds[0]?.image?.url ?? '', /\/attachments\/\d+\/\d+\/curve\.png$/);

    const followUp = await interaction.followUp({
      content: 'Done',
      files: [new AttachmentBuilder(Buffer.from('{"id":1}\n'), { name: 'submission.jsonl' })],
    });
    const file = followUp.attachments.first();
    const downloaded = await fetch(file?.url ?? '');
    assert.equal(await downloaded.text(), '{"id":1}\n');
    assert.match(downloaded.headers.get('content-disposition') ?? '', /^attachment; .*submission\.jsonl/);
    assert.equal(downloaded.headers.get('x-content-type-options'), 'nosniff');

    const { messages } = await room.state();
    const shown = messages[room.practice.channelId]?.map(({ content }) => content);
    assert.deepEqual(shown, ['Queued', 'Done']);
  });

  it('replaces a picture by an edit, and keeps the one that an edit does not name', async () => {
    const channel = await client.channels.fetch(room.practice.channelId);
    assert.ok(channel?.isSendable());
    const picture = (text: string) => new AttachmentBuilder(Buffer.from(text), { name: 'curve.png' });
    const embed = () => new EmbedBuilder().setTitle('Run 1').setImage('attachment://curve.png');
    const message = await channel.send({ embeds: [embed()], files: [picture('epoch 1')] });
    const first = message.embeds[0]?.image?.url ?? '';

    const second = await message.edit({ embeds: [embed()], files: [picture('epoch 2')] });
    const url = second.embeds[0]?.image?.url ?? '';
    assert.equal(await (await fetch(url)).text(), 'epoch 2');
    assert.equal((await fetch(first)).status, 404);

    const third = await message.edit({ embeds: [new EmbedBuilder().setTitle('Run 1: done')] });
    assert.deepEqual(
      third.attachments.map((attachment) => attachment.url),
      [url],
      'a picture taken out of its embed is listed, as on Discord',
    );
    await message.delete();
    assert.equal((await fetch(url)).status, 404);
  });

  it('shows an ephemeral answer at the page alone', async () => {
    const arrived = nextInteraction(client);
    await room.slash('train');
    const interaction = await arrived;
    assert.ok(interaction.isChatInputCommand());
    const response = await interaction.reply({
      content: 'lr must be a number',
      flags: MessageFlags.Ephemeral,
      withResponse: true,
    });
    const reply = await interaction.fetchReply();
    assert.equal(response.resource?.message?.id, reply.id);

    const { messages } = await room.state();
    assert.equal(messages[room.practice.channelId]?.at(-1)?.flags, MessageFlags.Ephemeral);
    const listed = await room.rest('GET', `/channels/${room.practice.channelId}/messages`);
    assert.deepEqual(listed.body, []);
    const fetched = await room.rest('GET', `/channels/${room.practice.channelId}/messages/${reply.id}`);
    assert.equal(fetched.body.code, 10008);
  });

  it('completes options while they are typed', async () => {
    const page = await room.events();
    const arrived = nextInteraction(client);
    const asked = await room.interact({
      kind: 'autocomplete',
      nonce: 'a1',
      channel_id: room.practice.channelId,
      name: 'train',
      options: [{ name: 'loss', value: 'a', focused: true }],
    });
    assert.equal(asked.status, 200);
    const interaction = await arrived;
    assert.ok(interaction.isAutocomplete());
    assert.deepEqual(interaction.options.getFocused(true).value, 'a');
    await interaction.respond([{ name: 'Asymmetric', value: 'asl' }]);
    const { nonce, choices } = await page.find('autocomplete');
    assert.equal(nonce, 'a1');
    assert.deepEqual(choices, [{ name: 'Asymmetric', value: 'asl' }]);
  });

  it('gets a pressed button and changes the message that it is on', async () => {
    const channel = await client.channels.fetch(room.practice.channelId);
    assert.ok(channel?.isSendable());
    const button = new ButtonBuilder()
      .setCustomId('cancel:1')
      .setLabel('Cancel')
      .setStyle(ButtonStyle.Danger);
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button);
    const message = await channel.send({ content: 'Run 1', components: [row] });
    const arrived = nextInteraction(client);
    await room.interact({
      kind: 'component',
      nonce: 'b1',
      channel_id: channel.id,
      message_id: message.id,
      custom_id: 'cancel:1',
    });
    const interaction = await arrived;
    assert.ok(interaction.isButton());
    assert.equal(interaction.message.id, message.id);
    await interaction.update({ content: 'Run 1: cancelled', components: [] });
    assert.equal((await message.fetch()).content, 'Run 1: cancelled');
    assert.deepEqual((await message.fetch()).components, []);
  });

  it('opens a modal and reads it', async () => {
    const page = await room.events();
    const arrived = nextInteraction(client);
    await room.slash('train');
    const command = await arrived;
    assert.ok(command.isChatInputCommand());
    const input = new TextInputBuilder().setCustomId('why').setLabel('Why?').setStyle(TextInputStyle.Short);
    const modal = new ModalBuilder()
      .setCustomId('intent')
      .setTitle('Intent')
      .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input));
    await command.showModal(modal);
    assert.equal((await page.find('modal')).modal.title, 'Intent');

    const sent = nextInteraction(client);
    const fields = [{ custom_id: 'why', value: 'rare emotions' }];
    await room.interact({
      kind: 'modal',
      nonce: 'm1',
      channel_id: room.practice.channelId,
      custom_id: 'intent',
      fields,
    });
    const submit = await sent;
    assert.ok(submit.isModalSubmit());
    assert.equal(submit.fields.getTextInputValue('why'), 'rare emotions');
    await submit.reply('Noted');
    assert.equal((await page.find('message')).message.content, 'Noted');
  });

  it('starts a thread from a message, writes there, archives it', async () => {
    const channel = await client.channels.fetch(room.practice.channelId);
    assert.ok(channel?.isSendable() && !channel.isDMBased());
    const message = await channel.send('Run 1');
    const thread = await message.startThread({ name: 'Run 1' });
    assert.equal(thread.id, message.id);
    await thread.send('epoch 1');
    await thread.setArchived(true);
    const { channels, messages } = await room.state();
    const shown = channels.find(({ id }) => id === thread.id);
    assert.equal(shown && 'thread_metadata' in shown && shown.thread_metadata?.archived, true);
    assert.deepEqual(
      messages[thread.id]?.map(({ content }) => content),
      ['epoch 1'],
    );
  });

  it('reads what people say and edits its own messages only', async () => {
    const heard = new Promise<string>((resolve) =>
      client.once('messageCreate', ({ content }) => resolve(content)),
    );
    const { body } = await room.say('hello @Labmate');
    assert.equal(await heard, 'hello @Labmate');
    const path = `/channels/${room.practice.channelId}/messages/${body.id}`;
    assert.equal((await room.rest('PATCH', path, { content: 'x' })).body.code, 50005);
  });
});
