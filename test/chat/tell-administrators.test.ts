import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { APIMessage } from 'discord.js';
import pino from 'pino';
import { TellAdministrators } from '../../src/chat/tell-administrators.js';
import { Preferences } from '../../src/runs/preferences/preferences.js';
import { RunStore } from '../../src/runs/run-store.js';
import { clientInGuild } from '../support/in-guild.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('telling administrators', () => {
  const room = clientInGuild();
  let owner: string;
  let home: string;
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });

  before(async () => {
    owner = (await room.page.state()).self;
  });
  beforeEach(() => {
    home = temporaryFolder();
    room.practice.deny([]);
    room.practice.takeDirect(true);
  });
  /** Labmate's life between two starts; what is begun in it is told before it ends. */
  async function life<T>(
    act: (tell: TellAdministrators, parts: { store: RunStore; preferences: Preferences }) => Promise<T>,
  ) {
    const store = await RunStore.open(home);
    const preferences = new Preferences(store, settingsIn(home).labmate);
    const { guildId, channelId } = room.practice;
    const tell = new TellAdministrators({
      ...{ client: room.client, guildId, channelId, preferences, store, log },
    });
    tell.start();
    try {
      return await act(tell, { store, preferences });
    } finally {
      await tell.stop();
      await store.close();
    }
  }

  const saying = (text: string): APIMessage[] =>
    room.page.messages().filter(({ content }) => content.includes(text));

  it('GIVEN no role for administration THEN the owner is told in the channel, by name and once, also after a restart', async () => {
    const about = () => 'the sheet is closed';
    await life(async (tell) => {
      await tell.tell('sheet', about);
      await room.page.until(/the sheet is closed/);
      await tell.tell('sheet', about);
    });
    await life((tell) => tell.tell('sheet', about));
    const [message, ...more] = saying('the sheet is closed');
    assert.ok(message?.content.startsWith(`<@${owner}>`), message?.content);
    assert.deepEqual(
      message?.mentions.map(({ id }) => id),
      [owner],
    );
    assert.equal(more.length, 0);
    await life(async (tell) => {
      await tell.recovered('sheet', () => 'the sheet is open again');
      await room.page.until(/the sheet is open again/);
      await tell.recovered('sheet', () => 'the sheet is open again');
      await tell.tell('sheet', () => 'it is closed a second time');
      await room.page.until(/it is closed a second time/);
    });
    assert.equal(saying('the sheet is open again').length, 1);
  });

  it('GIVEN a role for administration THEN it is the one that is named; what people wrote in the text pings nobody', async () => {
    const role = room.practice.addRole('keepers');
    await life(async (tell, { preferences }) => {
      const { roles } = preferences.get();
      await preferences.change({ roles: { ...roles, admin: [role] } });
      await tell.tell('disk', () => `the disk is full, says <@${owner}>`);
      const message = await room.page.until(/the disk is full/);
      assert.ok(message.content.startsWith(`<@&${role}>`));
      assert.deepEqual(message.mentions, []);
    });
  });

  it('GIVEN a channel that the bot may not write to THEN the owner gets a direct message, which the page shows', async () => {
    room.practice.deny(['SendMessages']);
    await life(async (tell) => {
      await tell.tell('closed', () => 'I cannot write there');
      const message = await room.page.until(/I cannot write there/);
      assert.notEqual(message.channel_id, room.practice.channelId);
      const { channels } = await room.page.state();
      assert.equal(channels.find(({ id }) => id === message.channel_id)?.type, 1);
    });
  });

  it('GIVEN neither channel nor direct messages THEN it stands in the log, once', async () => {
    room.practice.deny(['ViewChannel']);
    room.practice.takeDirect(false);
    await life((tell) => tell.tell('nowhere', () => 'nobody hears this'));
    await life((tell) => tell.tell('nowhere', () => 'nobody hears this'));
    assert.equal(saying('nobody hears this').length, 0);
    assert.equal(logged.filter((line) => line.includes('nobody hears this')).length, 1);
  });

  it('GIVEN Discord that answers 503 when Labmate is stopped THEN it comes with the next start, once', async () => {
    room.practice.faults.next({ route: '/messages', method: 'POST', status: 503, times: 4 });
    await life((tell) => tell.tell('away', () => 'while you were away'));
    assert.equal(saying('while you were away').length, 0);
    await life(() => room.page.until(/while you were away/));
    await life(() => Promise.resolve());
    assert.equal(saying('while you were away').length, 1);
  });

  it('GIVEN that it is well before anybody was told THEN nothing is said', async () => {
    room.practice.faults.next({ route: '/messages', method: 'POST', status: 503, times: 4 });
    await life(async (tell) => {
      await tell.tell('brief', () => 'a brief trouble');
      await tell.stop();
      await tell.recovered('brief', () => 'the brief trouble is over');
      assert.deepEqual(tell.standing('brief'), []);
    });
    await life(() => Promise.resolve());
    assert.equal(saying('brief trouble').length, 0);
  });
});
