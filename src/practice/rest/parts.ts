import type { BotRights } from '../bot-rights.js';
import type { CommandBook } from '../command-book.js';
import type { Faults } from '../faults.js';
import type { Guild } from '../guild.js';
import type { InteractionAnswers } from '../interaction-answers.js';
import type { MessageBook } from '../message-book.js';
import type { PracticeOptions } from '../practice-options.js';
import type { RateLimiter } from '../rate-limits.js';
import type { ThreadBook } from '../thread-book.js';

/** What the REST routes work on. */
export type Parts = {
  guild: Guild;
  messages: MessageBook;
  threads: ThreadBook;
  commands: CommandBook;
  answers: InteractionAnswers;
  faults: Faults;
  limiter: RateLimiter;
  onRequest: PracticeOptions['onRequest'];
  rights: BotRights;
};
