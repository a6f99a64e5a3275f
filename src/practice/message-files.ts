import type { APIAttachment, APIEmbed } from 'discord.js';
import { describeAttachment, type AttachmentStore, type Upload } from './attachment-store.js';
import { invalidForm } from './discord-error.js';
import type { MessageBody } from './limits/message-schema.js';

type Listed = NonNullable<MessageBody['attachments']>;

/** Stores a request's files; `attachments` names and describes `files[n]` by the id n (Discord, "Uploading Files"). */
export async function storeUploads(
  store: AttachmentStore,
  uploads: Upload[],
  listed: Listed,
  { baseUrl, channelId, nextId }: { baseUrl: string; channelId: string; nextId: () => string },
): Promise<APIAttachment[]> {
  if (uploads.length > 10)
    throw invalidForm([
      {
        path: ['attachments'],
        code: 'BASE_TYPE_MAX_LENGTH',
        message: 'Must be 10 or fewer in length.',
      },
    ]);
  const attachments: APIAttachment[] = [];
  for (const upload of uploads) {
    const index = /\d+/.exec(upload.key)?.[0];
    const note = listed.find(({ id }) => id === index);
    const named = { ...upload, name: note?.filename ?? upload.name };
    const saved = await store.save(channelId, nextId(), named);
    const described = describeAttachment(baseUrl, channelId, saved, upload.bytes);
    attachments.push(note?.description ? { ...described, description: note.description } : described);
  }
  return attachments;
}

/**
 * Points `attachment://name` in embeds at the files (the newest of that name), and returns the attachments that no
 * embed shows: as on Discord, a picture inside an embed is not listed a second time, and one that an edit takes out
 * of its embed is listed again.
 */
export function placeInEmbeds(
  embeds: APIEmbed[],
  attachments: APIAttachment[],
): { embeds: APIEmbed[]; shown: APIAttachment[] } {
  const used = new Set<string>();
  const place = <Part extends { url: string }>(part: Part | undefined): Part | undefined => {
    const name = part && /^attachment:\/\/(.+)$/.exec(part.url)?.[1];
    const file = attachments.findLast(({ filename, url }) => filename === name || url === part?.url);
    if (!part || !file) return part;
    used.add(file.id);
    const size = { width: file.width ?? 0, height: file.height ?? 0 };
    return { ...part, url: file.url, proxy_url: file.url, ...size };
  };
  const placed = embeds.map((embed) => {
    const image = place(embed.image);
    const thumbnail = place(embed.thumbnail);
    return { ...embed, ...(image && { image }), ...(thumbnail && { thumbnail }) };
  });
  return { embeds: placed, shown: attachments.filter(({ id }) => !used.has(id)) };
}
