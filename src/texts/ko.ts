import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { audit } from './ko/audit.js';
import { digest } from './ko/digest.js';
import { host } from './ko/host.js';
import { permissions } from './ko/permissions.js';
import { queue } from './ko/queue.js';
import { schedule } from './ko/schedule.js';
import { settings } from './ko/settings.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = {
  ...{ audit, digest, host, permissions, queue, schedule, settings },
} as const satisfies CatalogueLike<typeof en>;
