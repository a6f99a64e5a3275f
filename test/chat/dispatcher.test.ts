import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApplicationCommandType, type Client, Events, type Interaction } from 'discord.js';
import pino from 'pino';
import { connect } from '../../src/chat/connect.js';
import type { Command, Lab } from '../../src/chat/command.js';
import { Dispatcher } from '../../src/chat/dispatcher.js';
import { type Practice, startPractice } from '../../src/practice/start-practice.js';
import { say } from '../../src/texts/texts.js';
import { UserError } from '../../src/user-error.js';
import { PracticePage } from '../support/practice-page.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const logged: string[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });

const ran: string[] = [];
const command = (
  name: string,
  execute: Command['execute'],
  defer: Command['defer'] = 'public',
): [string, Command] => [
  name,
  {
    data: { type: ApplicationCommandType.ChatInput, name, description: `for the test: ${name}` },
    defer,
    execute(interaction, lab) {
      ran.push(name);
      return execute(interaction, lab);
    },
  },
];

const commands = new Map<string, Command>([
  command('fine', async (interaction) => void (await interaction.editReply('all is fine'))),
  command('mistake', () => Promise.reject(new UserError('test', 'Type `/fine` instead.'))),
  command(
    'private',
    () => Promise.reject(new UserError('results.none', say('runErrors.results'))),
    'ephemeral',
  ),
  command('public', () => Promise.reject(new UserError('results.none', say('runErrors.results')))),
  command('bug', () => Promise.reject(new TypeError('secret internals'))),
]);

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
    new Dispatcher({ lab: { commands } as unknown as Lab, guildId, language: () => 'en', log }).listen(
      client,
    );
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
