import type { Context } from 'hono';
import type { Upload } from '../attachment-store.js';
import { discordErrors } from '../discord-error.js';
import { messageSchema, type MessageBody } from '../limits/message-schema.js';
import { parseForm } from '../limits/form-body.js';

/**
 * A request's JSON and files: plain JSON, or a form with `payload_json` and `files[n]` (Discord, "Uploading Files").
 * No body at all reads as `{}`.
 * @throws DiscordError 50109 for text that is no JSON
 */
export async function readBody(context: Context): Promise<{ body: unknown; uploads: Upload[] }> {
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data'))
    return { body: parseJson(await context.req.text()), uploads: [] };
  let form: FormData;
  try {
    form = await context.req.formData();
  } catch {
    throw discordErrors.invalidJson();
  }
  const uploads: Upload[] = [];
  let body: unknown = {};
  for (const [key, part] of form.entries()) {
    if (typeof part === 'string') {
      if (key === 'payload_json') body = parseJson(part);
      continue;
    }
    const bytes = new Uint8Array(await part.arrayBuffer());
    uploads.push({ key, name: part.name, type: part.type, bytes });
  }
  return { body, uploads };
}

/** The same for a request that makes or changes a message. @throws DiscordError 50035 */
export async function readMessage(context: Context): Promise<{ body: MessageBody; uploads: Upload[] }> {
  const { body, uploads } = await readBody(context);
  return { body: parseForm(messageSchema, body), uploads };
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw discordErrors.invalidJson();
  }
}
