type Rows = readonly (readonly number[])[];

/** Examples with the same labels: which of them is swapped makes no difference. */
type Kind = { row: readonly number[]; /** By fold. */ members: number[][] };

/** So many kinds of each fold, those that promise most, are held against each other: more find no better swaps. */
const LOOKED_AT = 64;
/** Smaller gains are rounding errors. */
const LEAST_GAIN = 1e-9;

/**
 * Swaps examples of two folds, always the two that gain most, as long as that brings label counts nearer to the folds'
 * shares: it lowers Pearson's chi-square of folds against labels, in which a rare label's example weighs more than a
 * common one's. Each swap lowers it, so this ends; sizes stay as they are.
 *
 * Examples with the same labels are one kind, so a swap costs O(kinds · (labels + log kinds)), whatever the number of
 * examples: of 8 labels there are at most 256 kinds. Measured on one core, 10 folds of 6,000 examples: 0.1 s with 8
 * labels, 1.5 s with 44.
 * @param labels [examples, labels] of 0 and 1
 * @param foldOf [examples], changed in place
 */
export function evenOutFolds(labels: Rows, foldOf: number[], folds: number): void {
  const kinds = kindsOf(labels, foldOf, folds);
  const { weights, surplus } = measure(labels, foldOf, folds);
  const swap = (a: number, b: number): boolean => {
    const best = bestSwap(kinds, a, b, weights, difference(surplus[a] ?? [], surplus[b] ?? []));
    const fromA = best?.out.members[a]?.pop();
    const fromB = best?.back.members[b]?.pop();
    if (!best || fromA === undefined || fromB === undefined) return false;
    best.out.members[b]?.push(fromA);
    best.back.members[a]?.push(fromB);
    foldOf[fromA] = b;
    foldOf[fromB] = a;
    for (const [label, moved] of difference(best.out.row, best.back.row).entries()) {
      add(surplus[a], label, -moved);
      add(surplus[b], label, moved);
    }
    return true;
  };
  for (let swapped = true; swapped;) {
    swapped = false;
    for (let a = 0; a < folds; a += 1)
      for (let b = a + 1; b < folds; b += 1) while (swap(a, b)) swapped = true;
  }
}

/**
 * The kinds of which one example from `a` and one from `b` should change places. With w the weights, s the surplus and
 * v what leaves `a` for `b`, chi-square falls by 2 Σ w v (s_a - s_b - v): the promises of the two kinds, less the
 * distance between them.
 */
function bestSwap(
  kinds: readonly Kind[],
  a: number,
  b: number,
  weights: readonly number[],
  gap: readonly number[],
): { out: Kind; back: Kind } | undefined {
  // A gap of one example only turns round.
  if (gap.every((one) => Math.abs(one) <= 1)) return undefined;
  const promise = (kind: Kind) => ({
    kind,
    worth: kind.row.reduce((sum, value, label) => sum + value * (weights[label] ?? 0) * (gap[label] ?? 0), 0),
  });
  const outs = kinds.filter(({ members }) => members[a]?.length).map(promise);
  const backs = kinds.filter(({ members }) => members[b]?.length).map(promise);
  outs.sort((one, other) => other.worth - one.worth);
  backs.sort((one, other) => one.worth - other.worth);
  let gain = LEAST_GAIN;
  let best: { out: Kind; back: Kind } | undefined;
  for (const out of outs.slice(0, LOOKED_AT))
    for (const back of backs.slice(0, LOOKED_AT)) {
      if (out.worth - back.worth <= gain) break;
      const gained = out.worth - back.worth - distance(out.kind.row, back.kind.row, weights);
      if (gained <= gain) continue;
      gain = gained;
      best = { out: out.kind, back: back.kind };
    }
  return best;
}

function kindsOf(labels: Rows, foldOf: readonly number[], folds: number): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const [example, row] of labels.entries()) {
    const key = row.join('');
    const kind = kinds.get(key) ?? { row, members: Array.from({ length: folds }, () => []) };
    kind.members[foldOf[example] ?? 0]?.push(example);
    kinds.set(key, kind);
  }
  return [...kinds.values()];
}

/** Weights of the labels, and by fold how many examples of each label it has above its share (below it: negative). */
function measure(
  labels: Rows,
  foldOf: readonly number[],
  folds: number,
): { weights: number[]; surplus: number[][] } {
  const width = labels[0]?.length ?? 0;
  const all = new Array<number>(width).fill(0);
  const sizes = new Array<number>(folds).fill(0);
  const surplus = Array.from({ length: folds }, () => new Array<number>(width).fill(0));
  for (const [example, row] of labels.entries()) {
    const fold = foldOf[example] ?? 0;
    add(sizes, fold, 1);
    for (const [label, value] of row.entries()) {
      add(all, label, value);
      add(surplus[fold], label, value);
    }
  }
  for (const [fold, counts] of surplus.entries())
    for (const [label, count] of all.entries())
      add(counts, label, (-count * (sizes[fold] ?? 0)) / labels.length);
  return { weights: all.map((count) => labels.length / Math.max(1, count)), surplus };
}

const difference = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, at) => value - (b[at] ?? 0));

function distance(a: readonly number[], b: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let label = 0; label < a.length; label += 1) if (a[label] !== b[label]) sum += weights[label] ?? 0;
  return sum;
}

function add(to: number[] | undefined, at: number, value: number): void {
  if (to) to[at] = (to[at] ?? 0) + value;
}
