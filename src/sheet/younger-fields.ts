import { z } from 'zod';
import type { Run } from '../runs/run.js';
import type { Cell } from './cell.js';
import { textCell } from './cell.js';

const spreadSchema = z.object({ mean: z.number(), sd: z.number() });
const resultSchema = z.object({
  spread: z.object({ dev: spreadSchema, held_out: spreadSchema.optional() }),
});
const runSchema = z.object({ verdict: z.union([z.string(), z.object({ text: z.string() })]).nullable() });

/** Mean and standard deviation over the parts of a run with folds (of what each held out) or seeds; undefined without. */
export function foldsOf({ result }: Run): { mean: number; spread: number } | undefined {
  const { data } = resultSchema.safeParse(result);
  const of = data?.spread.held_out ?? data?.spread.dev;
  return of && { mean: of.mean, spread: of.sd };
}

/** What people decided after the run; empty where nobody has. */
export function verdictOf(run: Run): Cell {
  const { data } = runSchema.safeParse(run);
  const verdict = data?.verdict ?? '';
  return textCell(typeof verdict === 'string' ? verdict : verdict.text);
}
