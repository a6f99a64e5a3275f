/** Where the page stands: `/channels/<guild>/<channel>[/<message>]`, as Discord's own links are. */
export type Place = { channel: string; message?: string };

const PATH = /^\/channels\/(\d+)\/(\d+)(?:\/(\d+))?\/?$/;

/** The place that a path names in this guild; undefined for any other path. */
export function placeOf(pathname: string, guild: string): Place | undefined {
  const match = PATH.exec(pathname);
  if (match?.[1] !== guild || match[2] === undefined) return undefined;
  return { channel: match[2], ...(match[3] !== undefined && { message: match[3] }) };
}

export const pathTo = (guild: string, { channel, message }: Place): string =>
  `/channels/${guild}/${channel}${message ? `/${message}` : ''}`;

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** An address of this server as a path of its own, whichever loopback name it was written with; undefined for others. */
export function ownPath(href: string): string | undefined {
  let url: URL;
  try {
    url = new URL(href, location.origin);
  } catch {
    return undefined;
  }
  const same =
    url.origin === location.origin ||
    (LOOPBACK.includes(url.hostname) && LOOPBACK.includes(location.hostname) && url.port === location.port);
  return same ? url.pathname + url.search + url.hash : undefined;
}

/** A link to a message of this guild, on this page or as discord.com writes it, as a place. */
export function linkedPlace(href: string, guild: string): Place | undefined {
  const path = ownPath(href) ?? /^https:\/\/(?:\w+\.)?discord\.com(\/channels\/.*)$/.exec(href)?.[1];
  return path === undefined ? undefined : placeOf(path, guild);
}

/** True for http and https addresses: the only ones that become links. */
export const isWeb = (text: string): boolean => /^https?:\/\/\S+$/i.test(text);
