import { Hono } from 'hono';
import { contentTypeOf, type AttachmentStore } from './attachment-store.js';

/** Shown by a browser in place; everything else is saved. SVG is not among them: it may hold scripts. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

/** Uploaded files, as Discord's CDN serves them. */
export function attachmentRoutes(files: AttachmentStore): Hono {
  const app = new Hono();
  app.get('/attachments/:channel/:attachment/:name', async (c) => {
    const { channel, attachment, name } = c.req.param();
    const bytes = await files.read(channel, attachment);
    if (!bytes) return c.json({ message: '404: Not Found', code: 0 }, 404);
    const type = contentTypeOf(name);
    const kind = SHOWN.test(type) ? 'inline' : 'attachment';
    return c.body(bytes, 200, {
      'content-type': type,
      'content-disposition': `${kind}; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  });
  return app;
}
