import { queue } from './en/queue.js';
import { sheet } from './en/sheet.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = { queue, sheet } as const;
