import { type Texts, textsIn } from '../texts/texts.js';
import type { Run } from '../runs/run.js';
import type { KeepReason, Kept } from './retention.js';

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
export function keptGroups(
  kept: readonly Kept[],
  keepDays: number,
  { t }: Texts = textsIn('en'),
): { why: string; runs: Run[] }[] {
  return ORDER.flatMap((reason) => {
    const some = kept.filter((one) => one.reason === reason);
    if (some.length === 0) return [];
    const why = reason === 'young' ? t('disk.why.young', { count: keepDays }) : t(`disk.why.${reason}`);
    return [{ why, runs: some.map(({ run }) => run) }];
  });
}
