import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { buttons } from './ko/buttons.js';
import { queue } from './ko/queue.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = { buttons, queue } as const satisfies CatalogueLike<typeof en>;
