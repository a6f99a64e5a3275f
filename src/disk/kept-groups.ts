import type { Run } from '../runs/run.js';
import type { KeepReason, Kept } from './retention.js';

const WHY: Record<Exclude<KeepReason, 'young'>, string> = {
  open: 'open',
  base: 'an open run begins from it',
  pinned: 'pinned',
  submission: 'in a submission',
  ensemble: 'in an ensemble that waits',
  dev: 'among the best by dev micro-F1',
  public: 'among the best by public score',
};
const ORDER: readonly KeepReason[] = [
  'open',
  'base',
  'pinned',
  'submission',
  'ensemble',
  'dev',
  'public',
  'young',
];

/** Why runs are kept, in a few words each, with the runs. */
export function keptGroups(kept: readonly Kept[]): { why: string; runs: Run[] }[] {
  return ORDER.flatMap((reason) => {
    const some = kept.filter((one) => one.reason === reason);
    const [first] = some;
    if (!first) return [];
    return [{ why: reason === 'young' ? first.why : WHY[reason], runs: some.map(({ run }) => run) }];
  });
}
