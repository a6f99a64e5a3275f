import { explain } from './en/explain.js';
import { pictures } from './en/pictures.js';
import { predict } from './en/predict.js';
import { queue } from './en/queue.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = { explain, pictures, predict, queue } as const;
