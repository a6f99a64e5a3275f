import { DiscordAPIError, DiscordjsError, RESTJSONErrorCodes } from 'discord.js';

/** The message, thread or channel is not there any more, or the bot may not see it or write to it. */
const CLOSED: readonly RESTJSONErrorCodes[] = [
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
];

/** Statuses below 500 that may pass by themselves: a token that is being renewed, a time-out, a rate limit. */
const PASSING = [401, 408, 429];

/** Discord (or its library) will answer the same to the same request for ever; anything else is worth another try. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status < 500 && !PASSING.includes(error.status);
  return error instanceof DiscordjsError;
}

/** Undefined where what it is about is closed to the bot. */
export async function unlessClosed<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DiscordAPIError && CLOSED.includes(error.code as number)) return undefined;
    throw error;
  }
}

/** Undefined where Discord refuses; `onRefusal` is told why. */
export async function unlessRefused<T>(
  action: () => Promise<T>,
  onRefusal: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    onRefusal(error);
    return undefined;
  }
}
