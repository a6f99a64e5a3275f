import type { Client } from 'discord.js';
import pino from 'pino';
import { connect } from '../../src/chat/connect.js';
import { type Practice, startPractice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from './bot-process.js';
import { PracticePage } from './practice-page.js';
import { temporaryFolder } from './temporary-folder.js';

const log = pino({ level: 'silent' });

const openPractice = (allowsContent = true): Promise<Practice> =>
  startPractice({ home: temporaryFolder(), port: 0, log, allowsContent });

export type ClientInGuild = { practice: Practice; client: Client<true>; page: PracticePage };

/** A practice guild of its own, discord.js's real client in it, and a person at its page. */
export async function openClientInGuild(): Promise<ClientInGuild> {
  const practice = await openPractice();
  const where = { ...practice, apiUrl: practice.discordApiUrl };
  const client = await connect(where, [], { log, say: () => undefined });
  return { practice, client, page: await PracticePage.open(practice.url) };
}

export type BotInGuild = { practice: Practice; bot: BotProcess; page: PracticePage };

/** A practice guild of its own, the real bot in it, in a process of its own, and a person at its page. */
export async function openBotInGuild(
  home: string,
  { allowsContent = true }: { allowsContent?: boolean } = {},
): Promise<BotInGuild> {
  const practice = await openPractice(allowsContent);
  const bot = await BotProcess.start(settingsFor(practice, home));
  return { practice, bot, page: await PracticePage.open(practice.url) };
}
