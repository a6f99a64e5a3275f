import { audit } from './en/audit.js';
import { digest } from './en/digest.js';
import { host } from './en/host.js';
import { permissions } from './en/permissions.js';
import { queue } from './en/queue.js';
import { schedule } from './en/schedule.js';
import { settings } from './en/settings.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = { audit, digest, host, permissions, queue, schedule, settings } as const;
