import { z } from 'zod';
import { LANGUAGES } from '../../texts/language.js';
import { nightWindowSchema } from '../night-window.js';

/** An id of Discord's. */
const id = z.string().regex(/^\d{15,21}$/);

/** When somebody is mentioned: at each end of their runs, only where one fails, never. */
export const MENTION_CHOICES = ['on', 'failures', 'off'] as const;
export type MentionChoice = (typeof MENTION_CHOICES)[number];

/** What somebody may do, each with all that stands before it. */
export const NEEDS = ['view', 'train', 'cancel', 'admin'] as const;
export type Need = (typeof NEEDS)[number];

const rolesSchema = z.object({
  view: z.array(id).default([]),
  train: z.array(id).default([]),
  cancel: z.array(id).default([]),
  admin: z.array(id).default([]),
});
/** Role ids. Nobody named: for `view` and `train` everyone, for the others those whom Discord's own permissions name. */
export type Roles = z.infer<typeof rolesSchema>;

const limit = z.number().positive().nullable().default(null);
const limitsSchema = z.object({ queued: limit, gpu_hours: limit, daily_submissions: limit });
/** A person's; null: none. */
export type Limits = z.infer<typeof limitsSchema>;

export const DIGEST_AT = '0 9 * * *';

/** What people chose in `/settings` and `/schedule`; part of the store, so every field has a default. */
export const preferencesSchema = z.object({
  /** Null, as with the time zone: what configs/labmate.yaml says. */
  language: z.enum(LANGUAGES).nullable().default(null),
  timezone: z.string().nullable().default(null),
  /** Where commands work, beside Labmate's own channel. */
  channels: z.array(id).default([]),
  results_channel: id.nullable().default(null),
  quiet: z.boolean().default(false),
  /** By person. */
  mentions: z.record(id, z.enum(MENTION_CHOICES)).default({}),
  roles: rolesSchema.prefault({}),
  limits: limitsSchema.prefault({}),
  /** A cron pattern; null: no digest. */
  digest: z.string().nullable().default(DIGEST_AT),
  night: nightWindowSchema.nullable().default(null),
});
export type StoredPreferences = z.infer<typeof preferencesSchema>;
