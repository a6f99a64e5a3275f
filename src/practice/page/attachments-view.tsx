import type { APIAttachment } from 'discord.js';
import { useGuild } from './context.js';
import { isWeb, ownPath } from './place.js';

const isPicture = ({ content_type: type, filename }: APIAttachment): boolean =>
  /^image\/(png|jpeg|gif|webp)$/.test(type ?? '') || /\.(png|jpe?g|gif|webp)$/i.test(filename);

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

type PictureProps = {
  url: string;
  alt: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  class?: string;
};

/** A picture of this server. One from elsewhere stays a link: the page loads nothing from outside. */
export function Picture({ url, alt, width, height, class: name = 'picture' }: PictureProps) {
  const path = ownPath(url);
  if (path === undefined) {
    if (!isWeb(url)) return null;
    return (
      <a class="outside" href={url} target="_blank" rel="noopener noreferrer nofollow">
        {alt}
      </a>
    );
  }
  return (
    <a class={name} href={path} target="_blank" rel="noopener">
      <img src={path} alt={alt} loading="lazy" {...(width && height && { width, height })} />
    </a>
  );
}

/** A message's files: pictures shown, others as cards with a download link. */
export function Attachments({ list }: { list: readonly APIAttachment[] }) {
  const { t } = useGuild();
  if (list.length === 0) return null;
  return (
    <div class="attachments">
      {list.map((file) =>
        isPicture(file) ? (
          <Picture
            key={file.id}
            url={file.url}
            alt={file.description ?? t.picture(file.filename)}
            width={file.width}
            height={file.height}
          />
        ) : (
          <FileCard key={file.id} file={file} />
        ),
      )}
    </div>
  );
}

function FileCard({ file }: { file: APIAttachment }) {
  const { t } = useGuild();
  return (
    <div class="file">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 2h8l5 5v15H6zM14 2v5h5M9 13h7M9 17h7" />
      </svg>
      <div>
        <a
          href={ownPath(file.url) ?? file.url}
          download={file.filename}
          aria-label={t.download(file.filename)}
        >
          {file.filename}
        </a>
        <span>{formatBytes(file.size)}</span>
      </div>
    </div>
  );
}
