import type { AttachmentPayload } from 'discord.js';

/**
 * Beside a view that had to be cut: all of its text, for `answer` to attach. A symbol, since it survives spreads and is
 * never sent.
 */
const WHOLE = Symbol('whole text');

type Whole = { [WHOLE]?: string };

export const withWhole = <View extends object>(view: View, text: string): View =>
  Object.assign(view, { [WHOLE]: text });

export const wholeOf = (view: object): string | undefined => (view as Whole)[WHOLE];

/** Discord's markdown as it reads in a file: no escapes, mentions and emphasis as they are, instants in ISO 8601. */
const asFile = (text: string): string =>
  text
    .replaceAll(/\\([\\`*_~|>#[\]()-])/g, '$1')
    .replaceAll(/<t:(\d+)(?::\w)?>/g, (_, seconds: string) => new Date(Number(seconds) * 1000).toISOString());

/** A text as a file of a message: UTF-8, without a byte order mark. */
export const textFile = (name: string, text: string): AttachmentPayload => ({
  attachment: Buffer.from(`${asFile(text).trim()}\n`, 'utf8'),
  name,
});
