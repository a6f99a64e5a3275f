import type { Run } from './run.js';

/** `epoch 3/10`, or of a run of several parts `part 2/5, epoch 3/10`. */
export function progressPlace({
  part,
  parts,
  epoch,
  epochs,
}: Pick<NonNullable<Run['progress']>, 'part' | 'parts' | 'epoch' | 'epochs'>): string {
  const at = `epoch ${epoch}/${epochs}`;
  return part === undefined ? at : `part ${part}/${parts ?? '?'}, ${at}`;
}
