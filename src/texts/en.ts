import { buttons } from './en/buttons.js';
import { queue } from './en/queue.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = { buttons, queue } as const;
