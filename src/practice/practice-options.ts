import type { PracticeClock } from './clock.js';
import type { PracticeLog } from './practice-log.js';
import type { RateLimits } from './rate-limits.js';

export type PracticeOptions = {
  /** Labmate's state folder; the guild lives in `practice/` below it. */
  home: string;
  /** 0 takes any free port. */
  port: number;
  host?: '127.0.0.1';
  log: PracticeLog;
  /** For tests: Discord's limits of time need no waiting. Past 80 s a gateway connection without heartbeats closes. */
  clock?: PracticeClock;
  rateLimits?: RateLimits;
  /** False: the bot may not read what people write, as where nobody switched the privileged intent on (4014). */
  allowsContent?: boolean;
  /** Hears of every request of the bot to Discord's REST API, refused ones included; the path is below /api/v10. */
  onRequest?: (method: string, path: string) => void;
};
