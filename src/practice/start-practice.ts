import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PermissionsString } from 'discord.js';
import type { Faults } from './faults.js';
import { openGuild } from './open-guild.js';
import type { PracticeOptions } from './practice-options.js';
import { isWelcome } from './safety.js';
import type { SheetsFaults } from './sheets/faults.js';

export type Practice = {
  /** The page's address, without a slash at the end. */
  url: string;
  /** For DISCORD_API_URL, discord.js' `rest.api`. */
  discordApiUrl: string;
  /** For GOOGLE_SHEETS_API_URL, googleapis' `rootUrl`. */
  sheetsApiUrl: string;
  token: string;
  applicationId: string;
  guildId: string;
  channelId: string;
  spreadsheetId: string;
  /** Things that go wrong, on order. */
  faults: Faults;
  sheetsFaults: SheetsFaults;
  /** Somebody more in the guild, with these rights or all; returns their id, for `as` (protocol.ts). */
  join(name: string, rights?: { roles?: string[]; permissions?: string }): string;
  /** A role more; returns its id. */
  addRole(name: string): string;
  /** Changes what the person at the page may do: Discord's bits, '0' for nothing. */
  permit(permissions: string): void;
  /** Takes these, and only these, from the bot in the channel and its threads; none gives all back. */
  deny(permissions: readonly PermissionsString[]): void;
  /** Whether people take the bot's direct messages (50007 where not). */
  takeDirect(takes: boolean): void;
  close(): Promise<void>;
};

/**
 * Opens the practice guild: a Discord, a spreadsheet and a page on this machine alone.
 * @throws Error where the port is taken, with what to do about it
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { port, host = '127.0.0.1', log } = options;
  // The port first: whoever has it may be using the same folder.
  const server = createServer();
  const boundPort = await listen(server, host, port);
  const url = `http://${host}:${boundPort}`;
  const opening = openGuild(options, { url, port: boundPort });
  receive(server, boundPort, opening);
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const open = await opening.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  log.info({ url }, 'The practice guild is open');

  const { guild } = open;
  return {
    url,
    discordApiUrl: `${url}/api`,
    sheetsApiUrl: `${url}/`,
    token: guild.state.saved.token,
    applicationId: guild.applicationId,
    guildId: guild.id,
    channelId: guild.state.saved.channel_id,
    spreadsheetId: open.spreadsheetId,
    faults: open.faults,
    sheetsFaults: open.sheetsFaults,
    join: (name, rights) => guild.join(name, rights).id,
    addRole: (name) => guild.addRole(name),
    permit(permissions) {
      guild.permissions = permissions;
    },
    deny: (permissions) => open.rights.deny(guild.state.saved.channel_id, permissions),
    takeDirect(takes) {
      guild.takesDirect = takes;
    },
    async close() {
      open.gateway.close();
      await stop();
      await open.close();
    },
  };
}

/** Requests that come while the guild is still being read from disk wait for it. */
function receive(server: Server, port: number, opening: ReturnType<typeof openGuild>): void {
  server.on('request', (request, response) => {
    opening.then(
      ({ listener }) => void listener(request, response),
      () => response.destroy(),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    // Node hands the socket over bare: a visitor who hangs up here must not take the process along.
    socket.on('error', () => socket.destroy());
    const visitor = { host: request.headers.host, origin: request.headers.origin };
    if (!isWelcome(visitor, port) || request.url?.split(/[/?]/)[1] !== 'gateway') {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    opening.then(
      ({ gateway }) => gateway.upgrade(request, socket, head),
      () => socket.destroy(),
    );
  });
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} on ${host} is in use (perhaps by another Labmate): stop it, or set PRACTICE_PORT to another`,
      { cause: error },
    );
  }
  // An address with a port, since the server listens on one.
  return (server.address() as AddressInfo).port;
}
