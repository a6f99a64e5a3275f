import { Hono } from 'hono';
import { messageSchema } from '../limits/message-schema.js';
import { parseForm } from '../limits/form-body.js';
import type { Parts } from './parts.js';
import { readBody, readMessage } from './read-body.js';

/** First answers, their edits and follow-ups. The interaction's token is the only key that these routes ask for. */
export function interactionRoutes({ answers, messages }: Parts): Hono {
  const app = new Hono();

  app.post('/interactions/:id/:token/callback', async (c) => {
    const { body, uploads } = await readBody(c);
    const { id, token } = c.req.param();
    const response = await answers.callback(id, token, body, uploads);
    return c.req.query('with_response') === 'true' ? c.json(response) : c.body(null, 204);
  });

  app.post('/webhooks/:application/:token', async (c) => {
    const { application, token } = c.req.param();
    const { body, uploads } = await readMessage(c);
    return c.json(await answers.followUp(application, token, body, uploads));
  });
  app.get('/webhooks/:application/:token/messages/:message', (c) => {
    const { application, token, message } = c.req.param();
    return c.json(answers.find(application, token, message));
  });
  app.patch('/webhooks/:application/:token/messages/:message', async (c) => {
    const { application, token, message } = c.req.param();
    const found = answers.find(application, token, message);
    const { body, uploads } = await readBody(c);
    const change = parseForm(messageSchema, body);
    return c.json(await messages.edit(found.channel_id, found.id, change, uploads));
  });
  app.delete('/webhooks/:application/:token/messages/:message', async (c) => {
    const { application, token, message } = c.req.param();
    const found = answers.find(application, token, message);
    await messages.delete(found.channel_id, found.id);
    return c.body(null, 204);
  });
  return app;
}
