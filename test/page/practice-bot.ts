import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  EmbedBuilder,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
} from 'discord.js';
import { sheets } from 'googleapis/build/src/apis/sheets/index.js';
import type { Practice } from '../../src/practice/start-practice.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const commands = [
  {
    name: 'train',
    description: 'Queue a training run',
    options: [
      { name: 'model', description: 'Model', type: 3, autocomplete: true },
      { name: 'loss', description: 'Loss', type: 3, choices: [{ name: 'asl', value: 'asl' }] },
      { name: 'lr', description: 'Peak learning rate', type: 10 },
      { name: 'epochs', description: 'Passes', type: 4 },
      { name: 'intent', description: 'Why', type: 3 },
    ],
  },
  {
    name: 'cancel',
    description: 'Cancel a run',
    options: [{ name: 'run', description: 'Run', type: 3, required: true }],
  },
  { name: 'queue', description: 'What waits; answers late' },
];

/** A small real discord.js bot, so that the page is tried with what a bot really sends. */
export async function startBot(practice: Practice) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: practice.discordApiUrl },
  });
  const late: (() => Promise<unknown>)[] = [];
  const train = async (interaction: ChatInputCommandInteraction): Promise<void> => {
    const typed = interaction.options.data.map(({ name, value }) => `${name}=${value}`).join(' ');
    const embed = new EmbedBuilder()
      .setColor(0x5865f2)
      .setTitle('Run 1')
      .setDescription(`**typed** \`${typed}\``)
      .addFields({ name: 'Epoch', value: '1 / 2', inline: true })
      .setImage('attachment://curve.png');
    const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('note').setLabel('Add a note').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('stop').setLabel('Stop').setStyle(ButtonStyle.Danger),
    );
    await interaction.reply({
      embeds: [embed],
      components: [buttons],
      files: [
        new AttachmentBuilder(PIXEL, { name: 'curve.png' }),
        new AttachmentBuilder(Buffer.from('{}\n'), { name: 'submission.jsonl' }),
      ],
    });
    const thread = await (await interaction.fetchReply()).startThread({ name: 'Run 1: why' });
    await thread.send('Epoch 1 is done');
    await sheets({ version: 'v4', rootUrl: practice.sheetsApiUrl }).spreadsheets.values.update({
      spreadsheetId: practice.spreadsheetId,
      range: 'A1',
      valueInputOption: 'RAW',
      requestBody: {
        values: [
          ['run', 'micro-F1', 'thread'],
          ['1', 0.87654321, thread.url],
        ],
      },
    });
  };
  const press = (interaction: ButtonInteraction): Promise<unknown> => {
    if (interaction.customId === 'stop') {
      return interaction.reply({ content: 'Run 1 is stopped.', flags: MessageFlags.Ephemeral });
    }
    const input = new TextInputBuilder().setCustomId('why').setLabel('What did you learn?');
    const row = new ActionRowBuilder<TextInputBuilder>().addComponents(
      input.setStyle(TextInputStyle.Paragraph),
    );
    return interaction.showModal(
      new ModalBuilder().setCustomId('note').setTitle('A note').addComponents(row),
    );
  };
  const answer = async (interaction: Interaction): Promise<unknown> => {
    if (interaction.isAutocomplete()) return interaction.respond([{ name: 'The n-grams', value: 'ngram' }]);
    if (interaction.isButton()) return press(interaction);
    if (interaction.isModalSubmit()) {
      return interaction.reply(`Noted: ${interaction.fields.getTextInputValue('why')}`);
    }
    if (!interaction.isChatInputCommand()) return undefined;
    if (interaction.commandName === 'train') return train(interaction);
    if (interaction.commandName === 'cancel') {
      return interaction.reply(`There is no run ${interaction.options.getString('run')}.`);
    }
    await interaction.deferReply();
    late.push(() => interaction.editReply('Nothing waits.'));
    return undefined;
  };
  const failures: unknown[] = [];
  client.on('interactionCreate', (interaction) => {
    answer(interaction).catch((error: unknown) => failures.push(error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  await client.login(practice.token);
  await (await ready).application.commands.set(commands, practice.guildId);
  return {
    client,
    failures,
    /** Sends the answer that `/queue` has been waiting for. */
    answerLate: async () => late.shift()?.(),
  };
}
