import type { DoneRun } from '../leaderboard.js';
import { LOSS_PARAMETER_NAMES, LOSSES, type LossName } from '../loss-options.js';
import type { RunSpec } from '../spec.js';
import { bringsAlong, restOf } from './same-but-for.js';

/** The difference is dev micro-F1 at 0.5 of `second` (with the loss `to`) less that of `first` (with `from`). */
export type LossPair = { first: DoneRun; second: DoneRun; difference: number };

export type LossPairs = {
  from: LossName;
  to: LossName;
  /** Newest first. */
  pairs: LossPair[];
  /** Over the pairs; null where there is none. */
  difference: { mean: number; smallest: number; largest: number } | null;
  /** Pairs in which `to` is the better one, and in which it is the worse one. */
  wins: number;
  losses: number;
};

/** What the team argues about most: compared even before there is a pair. */
const ALWAYS: readonly LossName[] = ['bce', 'asl', 'apl'];
/** Of runs that differ in their loss's parameters alone, so many count, or one sweep's would be most of all pairs. */
const MOST_VARIANTS = 20;

/** Runs that differ in nothing but the loss and its parameters, by loss. */
type Setting = ReadonlyMap<LossName, readonly DoneRun[]>;

/**
 * Each loss against each other in runs that differ in nothing but the loss and its parameters, as `/results compare
 * by:loss` pairs them, but quickly and without intervals: those need every run's answers.
 * @param runs all on the same data
 */
export function lossPairs(runs: readonly DoneRun[]): LossPairs[] {
  const settings = settingsOf(runs);
  const used = new Set(settings.flatMap((setting) => [...setting.keys()]));
  const compared = LOSSES.filter((loss) => ALWAYS.includes(loss) || used.has(loss));
  return compared.flatMap((from, at) => compared.slice(at + 1).map((to) => compare(settings, from, to)));
}

/** A run's spec never changes, and its text takes a while to make. */
const restOfSpec = new WeakMap<RunSpec, string>();

function settingKey(spec: RunSpec): string {
  const known = restOfSpec.get(spec);
  if (known !== undefined) return known;
  const key = restOf(spec, 'loss');
  restOfSpec.set(spec, key);
  return key;
}

/** Of runs with the same spec the newest counts. */
function settingsOf(runs: readonly DoneRun[]): Setting[] {
  const settings = new Map<string, Map<LossName, Map<string, DoneRun>>>();
  for (const run of [...runs].sort((a, b) => Number(b.id) - Number(a.id))) {
    const { spec } = run;
    const key = settingKey(spec);
    const setting = settings.get(key) ?? new Map<LossName, Map<string, DoneRun>>();
    const variants = setting.get(spec.loss) ?? new Map<string, DoneRun>();
    const variant = LOSS_PARAMETER_NAMES.map((name) => String(spec[name])).join();
    if (!variants.has(variant) && variants.size < MOST_VARIANTS) variants.set(variant, run);
    settings.set(key, setting.set(spec.loss, variants));
  }
  return [...settings.values()].map(
    (setting) => new Map([...setting].map(([loss, variants]) => [loss, [...variants.values()]])),
  );
}

function compare(settings: readonly Setting[], from: LossName, to: LossName): LossPairs {
  const newest = ({ first, second }: LossPair) => Math.max(Number(first.id), Number(second.id));
  const pairs = settings
    .flatMap((setting) => {
      const seconds = setting.get(to) ?? [];
      return (setting.get(from) ?? []).flatMap((first) => seconds.map((second) => ({ first, second })));
    })
    .filter(({ first, second }) => bringsAlong(first.spec, second.spec, 'loss'))
    .map(({ first, second }) => ({
      ...{ first, second },
      difference: second.result.dev.micro_f1 - first.result.dev.micro_f1,
    }))
    .sort((a, b) => newest(b) - newest(a));
  const differences = pairs.map(({ difference }) => difference);
  const sum = differences.reduce((total, one) => total + one, 0);
  return {
    ...{ from, to, pairs },
    difference: differences.length === 0 ? null : { mean: sum / differences.length, ...rangeOf(differences) },
    wins: differences.filter((one) => one > 0).length,
    losses: differences.filter((one) => one < 0).length,
  };
}

/** Not Math.min(...): there may be more pairs than a call takes arguments. */
const rangeOf = (values: readonly number[]) =>
  values.reduce(
    ({ smallest, largest }, value) => ({
      smallest: Math.min(smallest, value),
      largest: Math.max(largest, value),
    }),
    { smallest: Number.POSITIVE_INFINITY, largest: Number.NEGATIVE_INFINITY },
  );
