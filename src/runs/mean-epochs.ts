import type { WorkerEvent } from './worker-event.js';

export type Epoch = Extract<WorkerEvent, { type: 'epoch' }>;
export type MeanEpoch = Pick<Epoch, 'epoch' | 'micro_f1' | 'train_loss' | 'dev_loss'>;

/** The epochs of each part, in the order of the parts; those of an ordinary run are one list. */
export function epochsByPart(epochs: readonly Epoch[]): Epoch[][] {
  const parts = new Map<number, Epoch[]>();
  for (const epoch of epochs) {
    const part = epoch.part ?? 1;
    parts.set(part, [...(parts.get(part) ?? []), epoch]);
  }
  return [...parts.values()];
}

/**
 * Means over parts, epoch by epoch, as far as all parts go: where patience ended some early, the others alone would say
 * something else. Of an ordinary run, its epochs.
 */
export function meanEpochs(epochs: readonly Epoch[]): MeanEpoch[] {
  const parts = epochsByPart(epochs);
  const shortest = Math.min(...parts.map(({ length }) => length));
  if (parts.length <= 1) return [...epochs];
  return Array.from({ length: shortest }, (_, at) => {
    const mean = (name: 'micro_f1' | 'train_loss' | 'dev_loss') =>
      parts.reduce((sum, part) => sum + (part[at]?.[name] ?? 0), 0) / parts.length;
    return {
      ...{ epoch: at + 1, micro_f1: mean('micro_f1') },
      ...{ train_loss: mean('train_loss'), dev_loss: mean('dev_loss') },
    };
  });
}
