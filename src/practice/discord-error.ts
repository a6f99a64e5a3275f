/** One thing wrong in a request's body, as Discord names it. */
export type FormIssue = { path: (string | number)[]; code: string; message: string };

/** An answer other than 2xx, in Discord's own shape: `{ code, message, errors? }`. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** Seconds until it is worth asking again; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: number,
    message: string,
    { details = {}, retryAfter }: { details?: Record<string, unknown>; retryAfter?: number } = {},
  ) {
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  toBody(): Record<string, unknown> {
    const wait = this.retryAfter === undefined ? {} : { retry_after: this.retryAfter, global: false };
    return { message: this.message, code: this.code, ...wait, ...this.details };
  }
}

/** Codes and texts of Discord's reference, "Opcodes and Status Codes", section JSON. */
export const discordErrors = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  unknownApplication: () => new DiscordError(404, 10002, 'Unknown Application'),
  tooManyCommands: () =>
    new DiscordError(400, 30032, 'Maximum number of application commands reached (100).'),
  tooManyCommandCreates: (retryAfter: number) =>
    new DiscordError(429, 30034, 'Max number of daily application command creates has been reached (200)', {
      retryAfter,
    }),
  tooManyOldEdits: (retryAfter: number) =>
    new DiscordError(
      429,
      30046,
      'Maximum number of edits to messages older than 1 hour reached. Try again later',
      { retryAfter },
    ),
  tooLarge: () => new DiscordError(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  cannotEditOthers: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  cannotSendToUser: () => new DiscordError(403, 50007, 'Cannot send messages to this user'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new DiscordError(400, 50024, 'Cannot execute action on this channel type'),
  invalidToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  threadArchived: () => new DiscordError(400, 50083, 'Thread is archived'),
  invalidJson: () => new DiscordError(400, 50109, 'The request body contains invalid JSON.'),
  threadExists: () => new DiscordError(400, 160004, 'A thread has already been created for this message'),
} as const;

/** `50035 Invalid Form Body`, its issues nested by path under `errors` with `_errors` leaves, as Discord does. */
export function invalidForm(issues: FormIssue[]): DiscordError {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of issues) {
    let node = errors;
    for (const key of path) {
      const next = (node[key] ?? {}) as Record<string, unknown>;
      node[key] = next;
      node = next;
    }
    node._errors = [...((node._errors as unknown[] | undefined) ?? []), { code, message }];
  }
  return new DiscordError(400, 50035, 'Invalid Form Body', { details: { errors } });
}
