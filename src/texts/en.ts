import { buttons } from './en/buttons.js';
import { list } from './en/list.js';
import { log } from './en/log.js';
import { notes } from './en/notes.js';
import { queue } from './en/queue.js';
import { verdict } from './en/verdict.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = { buttons, list, log, notes, queue, verdict } as const;
