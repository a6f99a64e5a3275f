import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { buttons } from './ko/buttons.js';
import { list } from './ko/list.js';
import { log } from './ko/log.js';
import { notes } from './ko/notes.js';
import { queue } from './ko/queue.js';
import { verdict } from './ko/verdict.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = { buttons, list, log, notes, queue, verdict } as const satisfies CatalogueLike<typeof en>;
