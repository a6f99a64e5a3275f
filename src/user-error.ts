/**
 * A person's mistake, or a limit that they can do something about: the text says what happened and what to do
 * next, and is shown as it is in the channel and the terminal. Everything else that is thrown is a bug.
 */
export class UserError extends Error {
  /** Stable name for tests and logs, such as `option.range`. */
  readonly identifier: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(
    identifier: string,
    message: string,
    { context = {}, cause }: { context?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'UserError';
    this.identifier = identifier;
    this.context = context;
  }
}
