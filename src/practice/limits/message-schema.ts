import { z } from 'zod';
import { messageComponents } from './component-schema.js';
import { complain, link, list, REQUIRED, text, whole } from './form-body.js';

const picture = z.object({ url: link('http', 'https', 'attachment'), description: z.string().optional() });

const embed = z
  .object({
    title: text(256).nullish(),
    description: text(4096).nullish(),
    url: link('http', 'https').nullish(),
    timestamp: z.string().nullish(),
    color: whole(0, 0xffffff).nullish(),
    footer: z
      .object({ text: text(2048, 1), icon_url: link('http', 'https', 'attachment').nullish() })
      .nullish(),
    image: picture.nullish(),
    thumbnail: picture.nullish(),
    author: z
      .object({
        name: text(256, 1),
        url: link('http', 'https').nullish(),
        icon_url: link('http', 'https', 'attachment').nullish(),
      })
      .nullish(),
    fields: list(
      z.object({ name: text(256, 1), value: text(1024, 1), inline: z.boolean().optional() }),
      25,
    ).nullish(),
  })
  .superRefine((value, context) => {
    const { title, description, fields, footer, author, image, thumbnail } = value;
    const empty = !title && !description && !fields?.length && !footer && !author && !image && !thumbnail;
    if (empty) complain(context, ...REQUIRED, ['description']);
    if (value.timestamp && Number.isNaN(Date.parse(value.timestamp)))
      complain(context, 'DATE_TIME_TYPE_PARSE', `Could not parse ${value.timestamp}. Should be ISO8601.`, [
        'timestamp',
      ]);
  });

type Embed = z.output<typeof embed>;

const length = (part: string | null | undefined): number => [...(part ?? '')].length;

const embedLength = ({ title, description, footer, author, fields }: Embed): number =>
  length(title) +
  length(description) +
  length(footer?.text) +
  length(author?.name) +
  (fields ?? []).reduce((sum, field) => sum + length(field.name) + length(field.value), 0);

const embeds = list(embed, 10).superRefine((value, context) => {
  if (value.reduce((sum, one) => sum + embedLength(one), 0) > 6000)
    complain(context, 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
});

/** The flag of layouts beyond rows and embeds, which Labmate does not use and the practice guild does not draw. */
const COMPONENTS_V2 = 1 << 15;

const flags = z.number().superRefine((value, context) => {
  if ((value & COMPONENTS_V2) !== 0)
    complain(
      context,
      'UNSUPPORTED_BY_PRACTICE_GUILD',
      'The practice guild draws embeds and rows only, not IS_COMPONENTS_V2.',
    );
});

const id = z.union([z.string(), z.number()]).transform(String);

/** The body of every request that makes or changes a message (Discord reference, "Create Message"). */
export const messageSchema = z.object({
  content: text(2000).nullish(),
  nonce: z.union([text(25), z.number()]).nullish(),
  enforce_nonce: z.boolean().optional(),
  tts: z.boolean().optional(),
  embeds: embeds.nullish(),
  components: messageComponents.nullish(),
  flags: flags.nullish(),
  allowed_mentions: z
    .object({
      parse: z.array(z.string()).optional(),
      users: z.array(z.string()).optional(),
      replied_user: z.boolean().optional(),
    })
    .nullish(),
  message_reference: z
    .object({ message_id: z.string(), fail_if_not_exists: z.boolean().optional() })
    .nullish(),
  attachments: z
    .array(z.object({ id, filename: z.string().optional(), description: text(1024).nullish() }))
    .nullish(),
});

export type MessageBody = z.output<typeof messageSchema>;
