import { Hono, type Context } from 'hono';
import { discordErrors } from '../discord-error.js';
import type { Parts } from './parts.js';
import { readBody } from './read-body.js';

const GLOBAL = '/applications/:application/commands';
const IN_GUILD = '/applications/:application/guilds/:guild/commands';

/** Registration of commands, in the guild and globally. */
export function commandRoutes({ guild, commands }: Parts): Hono {
  const app = new Hono();
  const scopeOf = (c: Context): string | undefined => {
    if (c.req.param('application') !== guild.applicationId) throw discordErrors.unknownApplication();
    const scope = c.req.param('guild');
    if (scope !== undefined && scope !== guild.id) throw discordErrors.unknownGuild();
    return scope;
  };
  const idOf = (c: Context): string => c.req.param('command') ?? '';

  for (const path of [GLOBAL, IN_GUILD]) {
    app.get(path, (c) => c.json(commands.list(scopeOf(c))));
    app.put(path, async (c) => c.json(commands.replaceAll(scopeOf(c), (await readBody(c)).body)));
    app.post(path, async (c) => {
      const { command, created } = commands.create(scopeOf(c), (await readBody(c)).body);
      return c.json(command, created ? 201 : 200);
    });
    app.get(`${path}/:command`, (c) => c.json(commands.get(scopeOf(c), idOf(c))));
    app.patch(`${path}/:command`, async (c) =>
      c.json(commands.edit(scopeOf(c), idOf(c), (await readBody(c)).body)),
    );
    app.delete(`${path}/:command`, (c) => {
      commands.delete(scopeOf(c), idOf(c));
      return c.body(null, 204);
    });
  }
  return app;
}
