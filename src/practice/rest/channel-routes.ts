import { Hono } from 'hono';
import { discordErrors } from '../discord-error.js';
import { isThread } from '../guild.js';
import type { Parts } from './parts.js';
import { readBody } from './read-body.js';

/** Channels and threads. */
export function channelRoutes({ guild, messages, threads, rights }: Parts): Hono {
  const app = new Hono();
  const known = (id: string): void => void guild.channelOf(id);
  const userNamed = (id: string): string => guild.memberOf(id === '@me' ? guild.applicationId : id).id;

  app.get('/channels/:channel', (c) => {
    rights.check(c.req.param('channel'));
    return c.json(guild.channelOf(c.req.param('channel')));
  });
  app.patch('/channels/:channel', async (c) =>
    c.json(threads.change(c.req.param('channel'), (await readBody(c)).body)),
  );
  app.delete('/channels/:channel', async (c) => {
    const channel = guild.channelOf(c.req.param('channel'));
    if (!isThread(channel)) throw discordErrors.missingPermissions();
    await messages.deleteAll(channel.id);
    threads.remove(channel);
    return c.json(channel);
  });

  app.post('/channels/:channel/messages/:message/threads', async (c) => {
    const { body } = await readBody(c);
    const { channel, message } = c.req.param();
    rights.check(channel, 'CreatePublicThreads');
    return c.json(threads.startFromMessage(channel, message, body, guild.bot), 201);
  });
  app.post('/channels/:channel/threads', async (c) => {
    const { body } = await readBody(c);
    rights.check(c.req.param('channel'), 'CreatePublicThreads');
    return c.json(await threads.start(c.req.param('channel'), body, guild.bot), 201);
  });
  app.get('/channels/:channel/threads/archived/:kind', (c) => {
    known(c.req.param('channel'));
    const archived = guild.threads.filter((thread) => thread.thread_metadata?.archived);
    const shown = c.req.param('kind') === 'public' ? archived : [];
    return c.json({ threads: shown, members: [], has_more: false });
  });

  app.get('/channels/:channel/thread-members', (c) => {
    const { id } = guild.channelOf(c.req.param('channel'));
    return c.json([threads.member(id, guild.applicationId)]);
  });
  app.get('/channels/:channel/thread-members/:user', (c) => {
    const { id } = guild.channelOf(c.req.param('channel'));
    return c.json(threads.member(id, userNamed(c.req.param('user'))));
  });
  app.on(['PUT', 'DELETE'], '/channels/:channel/thread-members/:user', (c) => {
    known(c.req.param('channel'));
    userNamed(c.req.param('user'));
    return c.body(null, 204);
  });
  app.post('/channels/:channel/typing', (c) => {
    known(c.req.param('channel'));
    return c.body(null, 204);
  });
  return app;
}
