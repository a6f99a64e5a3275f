import type { Author } from '../runs/run.js';

/** `json` is the last line on stdout with --json, `text` what people read without it. */
export type Answer = { json: unknown; text: string };

export type Caller = {
  author: Author;
  /** One line of what goes on, for stderr. */
  progress: (line: string) => void;
};
