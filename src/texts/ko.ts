import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { explain } from './ko/explain.js';
import { pictures } from './ko/pictures.js';
import { predict } from './ko/predict.js';
import { queue } from './ko/queue.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = { explain, pictures, predict, queue } as const satisfies CatalogueLike<typeof en>;
