import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ApplicationCommandType,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import pino from 'pino';
import { connect } from '../../src/chat/connect.js';
import type { Command, Lab } from '../../src/chat/command.js';
import type { AuditLog } from '../../src/audit/audit-log.js';
import { customId } from '../../src/chat/custom-id.js';
import { textForm } from '../../src/chat/text-form.js';
import { button, buttonRow } from '../../src/chat/views/card-buttons.js';
import { Dispatcher } from '../../src/chat/dispatcher.js';
import { Gate } from '../../src/chat/gate.js';
import type { Effective } from '../../src/runs/preferences/preferences.js';
import { preferencesSchema } from '../../src/runs/preferences/preferences-data.js';
import { type Practice, startPractice } from '../../src/practice/start-practice.js';
import { say } from '../../src/texts/texts.js';
import { UserError } from '../../src/user-error.js';
import { PracticePage } from '../support/practice-page.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const logged: string[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });

type Noted = Parameters<AuditLog['note']>[0];
const noted: Noted[] = [];
/** What is set; a test changes it and puts it back. */
let chosen: Effective = { ...preferencesSchema.parse({}), language: 'en', timezone: 'Asia/Seoul' };
const changed = async (change: Partial<Effective>, work: () => Promise<void>): Promise<void> => {
  const before = chosen;
  chosen = { ...chosen, ...change };
  await work().finally(() => (chosen = before));
};

const ran: string[] = [];
const command = (
  name: string,
  execute: Command['execute'],
  needs: Command['needs'] = 'view',
  defer: Command['defer'] = 'public',
): [string, Command] => [
  name,
  {
    data: { type: ApplicationCommandType.ChatInput, name, description: `for the test: ${name}` },
    needs,
    defer,
    execute(interaction, lab) {
      ran.push(name);
      return execute(interaction, lab);
    },
  },
];

const commands = new Map<string, Command>([
  command('fine', async (interaction) => void (await interaction.editReply('all is fine'))),
  command('start', async (interaction) => void (await interaction.editReply('it is started')), 'train'),
  command('rule', async (interaction) => void (await interaction.editReply('it is ruled')), 'admin'),
  command('mistake', () => Promise.reject(new UserError('test', 'Type `/fine` instead.'))),
  command(
    'private',
    () => Promise.reject(new UserError('results.none', say('runErrors.results'))),
    'view',
    'ephemeral',
  ),
  command('public', () => Promise.reject(new UserError('results.none', say('runErrors.results')))),
  command('bug', () => Promise.reject(new TypeError('secret internals'))),
]);

const pressed: string[] = [];
/** A command whose work is done by buttons, a form, and an entry of messages' menus. */
const panel: Command = {
  data: { type: ApplicationCommandType.ChatInput, name: 'panel', description: 'for the test: buttons' },
  defer: 'public',
  async execute(interaction) {
    const row = buttonRow(
      ...['do', 'form', 'mistake', 'never'].map((name) => button(customId('panel', name, '7'), name)),
    );
    await interaction.editReply({ content: 'the panel', components: [row] });
  },
  buttons: {
    do: {
      defer: 'update',
      async press(interaction, argument) {
        pressed.push(argument);
        await interaction.editReply({ content: `pressed ${argument}` });
      },
    },
    form: {
      form: (_interaction, argument) =>
        textForm(customId('panel', 'name', argument), 'Name', [{ id: 'text', label: 'Text', max: 20 }]),
    },
    mistake: { defer: 'update', press: () => Promise.reject(new UserError('test', 'Not like that.')) },
  },
  forms: {
    name: {
      defer: 'ephemeral',
      submit: async (interaction, argument) =>
        void (await interaction.editReply(
          `${argument} is named ${interaction.fields.getTextInputValue('text')}`,
        )),
    },
  },
  menu: {
    data: { type: ApplicationCommandType.Message, name: 'Take down' },
    defer: 'ephemeral',
    execute: async (interaction) =>
      void (await interaction.editReply(`taken down: ${interaction.targetMessage.content}`)),
  },
};
commands.set('panel', panel);

describe('the dispatcher, between the practice guild and the commands', () => {
  let practice: Practice;
  let client: Client<true>;
  let page: PracticePage;

  before(async () => {
    practice = await startPractice({ home: temporaryFolder(), port: 0, log });
    const { token, guildId, channelId, discordApiUrl: apiUrl } = practice;
    const quiet = { log, say: () => undefined };
    client = await connect({ token, guildId, channelId, apiUrl }, commands.values(), quiet);
    // The commands of this test use nothing else of the lab.
    const preferences = { get: () => chosen };
    const gate = new Gate({ preferences, channelId });
    const audit = { note: (entry: Noted) => Promise.resolve(void noted.push(entry)) };
    const lab = { commands } as unknown as Lab;
    new Dispatcher({ lab, guildId, language: () => 'en', gate, audit, log }).listen(client);
    page = await PracticePage.open(practice.url);
  });

  after(async () => {
    page?.close();
    await client?.destroy();
    await practice?.close();
  });

  it('GIVEN a command THEN it is acknowledged and answered', async () => {
    assert.equal(await page.fate(await page.command('fine')), 'acknowledged');
    await page.until(/all is fine/);
  });

  it("GIVEN a person's mistake THEN its own sentence is the answer, and nothing is logged", async () => {
    await page.command('mistake');
    await page.until(/^Type `\/fine` instead\.$/);
    assert.deepEqual(logged, []);
  });

  it("GIVEN a Korean client THEN what only they see is Korean, what all see is in the server's language", async () => {
    page.locale = 'ko';
    await page.command('private');
    await page.until(/^아직 끝난 실험이 없습니다/);
    await page.command('public');
    await page.until(/^No run has finished yet/);
    page.locale = 'en-US';
  });

  it('GIVEN a bug THEN people get a reference without internals, and the log has both', async () => {
    await page.command('bug');
    const answer = PracticePage.text(await page.until(/Something went wrong on Labmate's side/));
    const reference = /reference: ([0-9a-f]{8})/.exec(answer)?.[1] ?? 'none';
    assert.doesNotMatch(answer, /secret internals/);
    assert.match(logged.join(''), new RegExp(`${reference}.*`));
    assert.match(logged.join(''), /secret internals/);
  });

  it('GIVEN an option that the command does not have THEN the sentence names it, and nothing runs', async () => {
    const before = ran.length;
    await page.command('fine', { colour: 'red' });
    await page.until(/no option `colour`/);
    assert.equal(ran.length, before);
  });

  it('GIVEN the same interaction delivered twice THEN it runs once', async () => {
    const before = ran.length;
    const arrived = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
    const last = page.messages().at(-1)?.id ?? '0';
    await page.command('fine');
    client.emit(Events.InteractionCreate, await arrived);
    await page.until(/all is fine/, { after: last });
    assert.equal(ran.length, before + 1);
  });

  it('GIVEN Discord no longer waits for the acknowledgement THEN nothing is done behind its back', async () => {
    const before = ran.length;
    practice.faults.next({ route: '/callback', status: 404, code: 10062, message: 'Unknown interaction' });
    assert.equal(await page.fate(await page.command('fine')), 'failed');
    assert.equal(ran.length, before);
  });

  it('GIVEN a role is named for training THEN others are told so alone, and those who have it may', async () => {
    practice.permit('0');
    const before = ran.length;
    const role = '123456789012345678';
    await changed({ roles: { ...chosen.roles, train: [role] } }, async () => {
      assert.equal(await page.fate(await page.command('start')), 'acknowledged');
      const refusal = await page.until(
        /You may not start or change runs here: that is for <@&123456789012345678>/,
      );
      assert.equal((refusal.flags ?? 0) & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
      assert.equal(ran.length, before);
      assert.deepEqual(
        [noted.at(-1)?.what, noted.at(-1)?.outcome, noted.at(-1)?.why],
        ['start', 'refused', 'permission.train'],
      );
    });
    // Everyone has the role that is called like the server.
    await changed({ roles: { ...chosen.roles, train: [practice.guildId] } }, async () => {
      await page.command('start');
      await page.until(/it is started/);
    });
    practice.permit(PermissionsBitField.All.toString());
  });

  it('GIVEN a command for administrators THEN it takes the right to manage the server, or a role', async () => {
    practice.permit(PermissionFlagsBits.ManageMessages.toString());
    await page.command('rule');
    await page.until(/for those who may manage the server/);
    practice.permit(PermissionFlagsBits.ManageGuild.toString());
    await page.command('rule');
    await page.until(/it is ruled/);
    practice.permit(PermissionsBitField.All.toString());
  });

  it('GIVEN a channel that is not for commands THEN the answer names the one that is', async () => {
    const elsewhere = new Gate({ preferences: { get: () => chosen }, channelId: '123456789012345678' });
    const arrived = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
    await page.command('fine');
    const interaction = await arrived;
    const [, fine] = command('fine', () => Promise.resolve());
    assert.throws(
      () => elsewhere.check(interaction, fine),
      /does not work in this channel.*<#123456789012345678>/,
    );
    await changed({ channels: [practice.channelId] }, () =>
      Promise.resolve(elsewhere.check(interaction, fine)),
    );
  });

  it('GIVEN what was done THEN the audit log has who, what and the outcome of each', () => {
    const outcomes = noted.map(({ what, outcome, why }) => [what, outcome, why]);
    for (const expected of [
      ['fine', 'done', undefined],
      ['mistake', 'refused', 'test'],
      ['bug', 'failed', 'TypeError'],
    ])
      assert.ok(
        outcomes.some((one) => JSON.stringify(one) === JSON.stringify(expected)),
        expected.join(' '),
      );
    assert.ok(noted.every(({ by }) => by.id !== null && by.name !== ''));
  });

  describe('with buttons, forms and menus', () => {
    const open = async () => {
      const last = page.messages().at(-1)?.id ?? '0';
      await page.command('panel');
      return page.until(/^the panel$/, { after: last });
    };

    it('GIVEN a button THEN it gets the argument of its id, and its message changes', async () => {
      const message = await open();
      assert.equal(await page.fate(await page.press(message, 'panel:do:7')), 'acknowledged');
      assert.equal((await page.until(/^pressed 7$/)).id, message.id);
    });

    it('GIVEN the same press delivered twice THEN it is done once', async () => {
      const message = await open();
      const before = pressed.length;
      const arrived = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
      await page.press(message, 'panel:do:7');
      client.emit(Events.InteractionCreate, await arrived);
      await page.until(/^pressed 7$/, { after: String(BigInt(message.id) - 1n) });
      assert.equal(pressed.length, before + 1);
    });

    it('GIVEN a button for a form THEN the form is the first answer, and what is typed arrives', async () => {
      const form = await page.form(await page.press(await open(), 'panel:form:7'));
      assert.equal(await page.fate(await page.fill(form, { text: 'seven' })), 'acknowledged');
      const answer = await page.until(/^7 is named seven$/);
      assert.ok((answer.flags ?? 0) & MessageFlags.Ephemeral);
    });

    it('GIVEN a mistake at a button that changes its message THEN it is told beside it', async () => {
      const message = await open();
      await page.press(message, 'panel:mistake:7');
      const told = await page.until(/^Not like that\.$/);
      assert.ok((told.flags ?? 0) & MessageFlags.Ephemeral);
      assert.equal(page.messages().find(({ id }) => id === message.id)?.content, 'the panel');
    });

    it('GIVEN a button that nobody knows any more THEN that is said', async () => {
      await page.press(await open(), 'panel:never:7');
      await page.until(/button is of an earlier version/);
    });

    it("GIVEN an entry of a message's menu THEN it gets that message", async () => {
      const message = await page.say('asl is better');
      assert.equal(await page.fate(await page.menu('Take down', message)), 'acknowledged');
      await page.until(/^taken down: asl is better$/);
    });

    it('GIVEN Discord no longer waits THEN nothing is done', async () => {
      const message = await open();
      const before = pressed.length;
      practice.faults.next({ route: '/callback', status: 404, code: 10062, message: 'Unknown interaction' });
      assert.equal(await page.fate(await page.press(message, 'panel:do:7')), 'failed');
      assert.equal(pressed.length, before);
    });
  });

  it('GIVEN a token that is refused THEN login ends with the setting to look at', async () => {
    const place = {
      guildId: practice.guildId,
      channelId: practice.channelId,
      apiUrl: practice.discordApiUrl,
    };
    await assert.rejects(
      connect({ ...place, token: 'wrong.token.x' }, [], { log, say: () => undefined }),
      /DISCORD_TOKEN/,
    );
  });
});
