import { type Said, textsIn } from './texts/texts.js';

/**
 * A person's mistake, or a limit that they can do something about: the text says what happened and what to do
 * next, and is shown as it is in the channel and the terminal. Everything else that is thrown is a bug.
 */
export class UserError extends Error {
  /** Stable name for tests and logs, such as `option.range`. */
  readonly identifier: string;
  /** For chat, which says it in the reader's language; `message` has it in English. */
  readonly sentence: Said | string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(
    identifier: string,
    sentence: Said | string,
    { context = {}, cause }: { context?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(textsIn('en').say(sentence), cause === undefined ? undefined : { cause });
    this.name = 'UserError';
    this.identifier = identifier;
    this.sentence = sentence;
    this.context = context;
  }
}
