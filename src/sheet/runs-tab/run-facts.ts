import type { Run } from '../../runs/run.js';
import { type Cell, textCell } from '../cell.js';

/** Mean and standard deviation over the parts of a run with folds (of what each held out) or seeds; undefined without. */
export function foldsOf({ result }: Run): { mean: number; spread: number } | undefined {
  const of = result?.spread?.held_out ?? result?.spread?.dev;
  return of && { mean: of.mean, spread: of.sd };
}

/** What its author said of its intent, and why; empty where nobody has. */
export function verdictOf({ verdict }: Run): Cell {
  if (!verdict) return '';
  return textCell(verdict.sentence === '' ? verdict.value : `${verdict.value}: ${verdict.sentence}`);
}
