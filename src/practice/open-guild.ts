import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { attachmentRoutes } from './attachment-routes.js';
import { AttachmentStore } from './attachment-store.js';
import { systemClock } from './clock.js';
import { BotRights } from './bot-rights.js';
import { CommandBook } from './command-book.js';
import { EventHub } from './event-hub.js';
import { Faults } from './faults.js';
import { Gateway } from './gateway.js';
import { Guild } from './guild.js';
import { GuildState } from './guild-state.js';
import { InteractionAnswers } from './interaction-answers.js';
import { InteractionBook } from './interaction-book.js';
import { MessageBook } from './message-book.js';
import { createPageApi } from './page-api.js';
import { DEFAULT_RATE_LIMITS, RateLimiter } from './rate-limits.js';
import { pageRoutes } from './page-routes.js';
import type { PracticeOptions } from './practice-options.js';
import { createRestApi } from './rest/rest-api.js';
import { safety } from './safety.js';
import { createSheetsServer } from './sheets/sheets-server.js';
import { ThreadBook } from './thread-book.js';

/** Reads the guild from disk and builds what serves it; the caller holds the port already. */
export async function openGuild(options: PracticeOptions, { url, port }: { url: string; port: number }) {
  const { home, log, clock = systemClock, rateLimits = DEFAULT_RATE_LIMITS } = options;
  const dir = join(home, 'practice');
  const state = await GuildState.load(dir, clock, log);
  state.rebase(url);
  const guild = new Guild(state, new EventHub(), clock, log, url);
  const files = new AttachmentStore(join(dir, 'attachments'));
  await files.sweep(state.heldFiles());
  const messages = new MessageBook(guild, files);
  const threads = new ThreadBook(guild, messages);
  const commands = new CommandBook(guild);
  const interactions = new InteractionBook(guild);
  const answers = new InteractionAnswers(guild, interactions, messages);
  const gateway = new Gateway(guild, { allowsContent: options.allowsContent });
  const rights = new BotRights(guild);
  const faults = new Faults({ gateway, guild, commands });
  const limiter = new RateLimiter(clock, rateLimits);

  const sheets = createSheetsServer({ dir });
  sheets.onChange(() => guild.hub.tellPages({ type: 'sheet' }));

  const app = new Hono();
  app.use(safety(port));
  const { onRequest } = options;
  app.route(
    '/',
    createRestApi({ guild, messages, threads, commands, answers, faults, limiter, onRequest, rights }),
  );
  app.route('/', createPageApi({ guild, commands, messages, interactions, files }));
  app.route('/', attachmentRoutes(files));
  app.route('/', sheets.routes);
  app.route('/', pageRoutes());
  app.notFound((c) => c.json({ message: '404: Not Found', code: 0 }, 404));

  return {
    guild,
    rights,
    gateway,
    faults,
    spreadsheetId: sheets.spreadsheetId,
    sheetsFaults: sheets.faults,
    listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
    async close(): Promise<void> {
      await messages.dropEphemeral();
      await state.flush();
    },
  };
}
