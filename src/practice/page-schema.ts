import { z } from 'zod';
import type { PracticeDelete, PracticeEdit, PracticeInteraction, PracticeSay } from './protocol.js';

const id = z.string().max(20);
const locale = z.string().max(10).optional();
const option = z.object({
  name: z.string().max(100),
  value: z.union([z.string().max(6000), z.number(), z.boolean()]),
  focused: z.boolean().optional(),
});
const command = {
  nonce: z.string().min(1).max(100),
  channel_id: id,
  as: id.optional(),
  locale,
  name: z.string().max(100),
  subcommand: z.string().max(100).optional(),
  options: z.array(option).max(25),
};
const component = {
  nonce: command.nonce,
  channel_id: id,
  as: id.optional(),
  locale,
  custom_id: z.string().max(100),
};

/** What the page may send; the types of protocol.ts with sizes. */
export const interactionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), ...command, target_id: id.optional() }),
  z.object({ kind: z.literal('autocomplete'), ...command }),
  z.object({
    kind: z.literal('component'),
    ...component,
    message_id: id,
    values: z.array(z.string().max(100)).max(25).optional(),
  }),
  z.object({
    kind: z.literal('modal'),
    ...component,
    fields: z.array(z.object({ custom_id: z.string().max(100), value: z.string().max(4000) })).max(5),
  }),
]);

export const saySchema = z.object({
  channel_id: id,
  content: z.string().trim().min(1).max(2000),
  as: id.optional(),
});

export const editSchema = saySchema.extend({ message_id: id });

export const deleteSchema = z.object({ channel_id: id, message_id: id, as: id.optional() });

type Same<A, B> = A extends B ? true : never;
/** Holds only while the schemas and the protocol agree. */
export const AGREED: [
  Same<PracticeInteraction['kind'], z.output<typeof interactionSchema>['kind']>,
  Same<z.output<typeof saySchema>, PracticeSay>,
  Same<z.output<typeof editSchema>, PracticeEdit>,
  Same<z.output<typeof deleteSchema>, PracticeDelete>,
] = [true, true, true, true];
