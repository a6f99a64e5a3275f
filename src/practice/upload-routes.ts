import { Hono } from 'hono';
import { type AttachmentStore, describeAttachment, FILE_BYTES } from './attachment-store.js';
import type { Guild } from './guild.js';
import { limitBody } from './limit-body.js';
import { PageError } from './page-error.js';
import type { PracticeUpload } from './protocol.js';

/** So many files wait to be sent with a command; the oldest are forgotten. */
const WAITING = 50;

/**
 * `POST /practice/uploads?channel_id=…&name=…`: a file for a command's option, as Discord's client uploads it before it
 * sends the command. Answers its id, which is the option's value.
 */
export function uploadRoutes(guild: Guild, files: AttachmentStore): Hono {
  const app = new Hono();
  const small = limitBody(FILE_BYTES, () => new PageError(413, 'Discord takes files of at most 10 MiB'));
  app.post('/practice/uploads', small, async (c) => {
    // A type that no form of another site can send without being asked first.
    if (c.req.header('content-type') !== 'application/octet-stream')
      throw new PageError(415, 'Send this as application/octet-stream');
    const channelId = guild.channelOf(c.req.query('channel_id') ?? '').id;
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const upload = { key: 'file', name: c.req.query('name') ?? 'file', type: '', bytes };
    const saved = await files.save(channelId, guild.nextId(), upload);
    guild.uploads.set(saved.id, describeAttachment(guild.baseUrl, channelId, saved, bytes));
    for (const id of guild.uploads.keys()) {
      if (guild.uploads.size <= WAITING) break;
      guild.uploads.delete(id);
    }
    return c.json({ id: saved.id } satisfies PracticeUpload);
  });
  return app;
}
