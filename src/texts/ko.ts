import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { queue } from './ko/queue.js';
import { sheet } from './ko/sheet.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = { queue, sheet } as const satisfies CatalogueLike<typeof en>;
