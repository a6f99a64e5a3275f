import type { APIEmbed, APIEmbedField } from 'discord.js';
import { Picture } from './attachments-view.js';
import { useGuild } from './context.js';
import { Markdown, WebLink } from './markdown-view.js';
import { isWeb } from './place.js';
import { formatTime } from './time.js';

/** Discord puts up to three inline fields beside each other; any other field takes the whole width. */
function rowsOf(fields: readonly APIEmbedField[]): APIEmbedField[][] {
  const rows: APIEmbedField[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (field.inline && last?.[0]?.inline && last.length < 3) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

export function Embed({ embed }: { embed: APIEmbed }) {
  const { t, language } = useGuild();
  const { author, title, url, description, fields = [], image, thumbnail, footer, timestamp } = embed;
  const color =
    embed.color === undefined || embed.color === 0
      ? undefined
      : `#${embed.color.toString(16).padStart(6, '0')}`;
  const stamp = timestamp === undefined ? '' : formatTime(new Date(timestamp), 'f', language);
  const foot = [footer?.text, stamp].filter(Boolean).join(' · ');
  return (
    <div class="embed" style={color ? { borderInlineStartColor: color } : {}}>
      <div class="embed-main">
        {author && (
          <div class="embed-author">
            {author.url && isWeb(author.url) ? (
              <WebLink href={author.url}>{author.name}</WebLink>
            ) : (
              author.name
            )}
          </div>
        )}
        {title && (
          <div class="embed-title">
            {url && isWeb(url) ? (
              <WebLink href={url}>
                <Markdown inline text={title} />
              </WebLink>
            ) : (
              <Markdown inline text={title} />
            )}
          </div>
        )}
        {description && <Markdown text={description} />}
        {rowsOf(fields).map((row, i) => (
          <div key={i} class={`embed-fields columns-${row[0]?.inline ? row.length : 1}`}>
            {row.map((field, j) => (
              <div key={j}>
                <div class="embed-field-name">
                  <Markdown inline text={field.name} />
                </div>
                <Markdown text={field.value} />
              </div>
            ))}
          </div>
        ))}
        {image && (
          <Picture
            url={image.url}
            alt={t.picture(title ?? author?.name ?? fileName(image.url))}
            width={image.width}
            height={image.height}
          />
        )}
        {foot && <div class="embed-footer">{foot}</div>}
      </div>
      {thumbnail && (
        <Picture class="thumbnail" url={thumbnail.url} alt={t.picture(fileName(thumbnail.url))} />
      )}
    </div>
  );
}

const fileName = (url: string): string => decodeURIComponent(url.split(/[?#]/)[0]?.split('/').at(-1) ?? '');
