import { Hono } from 'hono';
import { z } from 'zod';
import { discordErrors } from '../discord-error.js';
import { isDirect, isThread } from '../guild.js';
import { parseForm } from '../limits/form-body.js';
import type { Parts } from './parts.js';
import { readBody } from './read-body.js';

const recipientSchema = z.object({ recipient_id: z.string() });

/** Who and what there is: gateway, users, application, guild, members, roles, channels. */
export function guildRoutes({ guild, threads }: Parts): Hono {
  const app = new Hono();
  const identifyBudget = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  const known = (id: string): void => {
    if (id !== guild.id) throw discordErrors.unknownGuild();
  };
  const memberNamed = (id: string) => guild.memberOf(id === '@me' ? guild.applicationId : id);

  app.get('/gateway', (c) => c.json({ url: guild.gatewayUrl }));
  app.get('/gateway/bot', (c) =>
    c.json({ url: guild.gatewayUrl, shards: 1, session_start_limit: identifyBudget }),
  );

  app.get('/users/:user', (c) => {
    const id = c.req.param('user');
    const member = guild.members.find((one) => one.id === (id === '@me' ? guild.applicationId : id));
    if (!member) throw discordErrors.unknownUser();
    return c.json(guild.user(member));
  });
  app.get('/users/:user/guilds', (c) =>
    c.json([{ id: guild.id, name: guild.name, icon: null, owner: false, permissions: '0', features: [] }]),
  );
  app.post('/users/:user/channels', async (c) => {
    const { recipient_id } = parseForm(recipientSchema, (await readBody(c)).body);
    return c.json(guild.directChannel(recipient_id));
  });
  app.get('/applications/:application', (c) => c.json(guild.application()));
  app.get('/oauth2/applications/:application', (c) => c.json(guild.application()));

  app.get('/guilds/:guild', (c) => {
    known(c.req.param('guild'));
    return c.json({
      ...guild.apiGuild(),
      approximate_member_count: guild.members.length,
      approximate_presence_count: 1,
    });
  });
  app.get('/guilds/:guild/channels', (c) => {
    known(c.req.param('guild'));
    return c.json(guild.channels.filter((channel) => !isThread(channel) && !isDirect(channel)));
  });
  app.get('/guilds/:guild/roles', (c) => {
    known(c.req.param('guild'));
    return c.json(guild.roles());
  });
  app.get('/guilds/:guild/members', (c) => {
    known(c.req.param('guild'));
    return c.json(guild.members.map((member) => guild.apiMember(member)));
  });
  app.get('/guilds/:guild/members/search', (c) => {
    known(c.req.param('guild'));
    const query = (c.req.query('query') ?? '').toLowerCase();
    const found = guild.members.filter(({ name }) => name.toLowerCase().startsWith(query));
    return c.json(found.map((member) => guild.apiMember(member)));
  });
  app.get('/guilds/:guild/members/:user', (c) => {
    known(c.req.param('guild'));
    return c.json(guild.apiMember(memberNamed(c.req.param('user'))));
  });
  app.get('/guilds/:guild/threads/active', (c) => {
    known(c.req.param('guild'));
    const active = guild.threads.filter((thread) => !thread.thread_metadata?.archived);
    return c.json({
      threads: active,
      members: active.map(({ id }) => threads.member(id, guild.applicationId)),
    });
  });
  return app;
}
