import type { Logger } from 'pino';

/** What the practice guild needs of a logger. */
export type PracticeLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
