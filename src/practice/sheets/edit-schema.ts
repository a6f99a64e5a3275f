import { z } from 'zod';
import type { SheetEdit } from '../sheet-protocol.js';

const index = z.number().int().min(0).max(100_000);
const tab = z.number().int().min(0);
const count = z.number().int().min(1).max(10_000);
const dimension = z.enum(['ROWS', 'COLUMNS']);
const title = z.string().trim().min(1).max(100);
const text = z.string().max(60_000);

/** What the page may send; the types of sheet-protocol.ts with sizes. */
export const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('type'), tab, row: index, column: index, texts: z.array(z.array(text)).min(1) }),
  z.object({ kind: z.literal('note'), tab, row: index, column: index, note: text }),
  z.object({ kind: z.enum(['insert', 'delete']), tab, dimension, at: index, count }),
  z.object({ kind: z.literal('move'), tab, dimension, at: index, count, to: index }),
  z.object({ kind: z.literal('sort'), tab, column: index, descending: z.boolean(), from_row: index }),
  z.object({
    kind: z.literal('look'),
    ...{ tab, dimension, at: index, count },
    hidden: z.boolean().optional(),
    size: z.number().int().min(20).max(2000).optional(),
  }),
  z.object({
    kind: z.literal('filter'),
    ...{ tab, from_row: index, column: index },
    hidden_values: z.array(text).nullable(),
  }),
  z.object({ kind: z.literal('freeze'), tab, rows: index, columns: index }),
  z.object({ kind: z.literal('protect'), tab, column: index, on: z.boolean() }),
  z.object({ kind: z.literal('add-tab'), title }),
  z.object({ kind: z.literal('rename-tab'), tab, title }),
  z.object({ kind: z.literal('delete-tab'), tab }),
]) satisfies z.ZodType<SheetEdit>;
