import { sigmoid } from '../../task/sigmoid.js';

/** What members say of the same examples; `[members, examples, labels]`, row by row. */
export type ScoreTable = {
  members: number;
  examples: number;
  labels: number;
  logits: Float64Array;
  /** Their sigmoid. */
  probabilities: Float64Array;
};

/** 1 where a label is true: `[examples, labels]`, row by row. */
export type Targets = Uint8Array;

/** Scores of a whole ensemble: `[examples, labels]`, row by row. */
export type Combined = Float64Array;

/** @param logits [members][examples][labels] */
export function scoreTable(logits: readonly (readonly (readonly number[])[])[]): ScoreTable {
  const [members, examples, labels] = [logits.length, logits[0]?.length ?? 0, logits[0]?.[0]?.length ?? 0];
  const flat = new Float64Array(members * examples * labels);
  let at = 0;
  for (const member of logits) {
    if (member.length !== examples)
      throw new RangeError(`${member.length} examples where others have ${examples}`);
    for (const row of member) {
      if (row.length !== labels) throw new RangeError(`${row.length} labels where others have ${labels}`);
      flat.set(row, at);
      at += labels;
    }
  }
  return withProbabilities({ members, examples, labels, logits: flat });
}

export const withProbabilities = (table: Omit<ScoreTable, 'probabilities'>): ScoreTable => ({
  ...table,
  probabilities: table.logits.map(sigmoid),
});

/** @param rows [examples][labels] of 0 and 1 */
export const flatTargets = (rows: readonly (readonly number[])[]): Targets => Uint8Array.from(rows.flat());

/** A member's probabilities, `[examples, labels]`: a view, not a copy. */
export const memberOf = ({ examples, labels, probabilities }: ScoreTable, member: number): Combined =>
  probabilities.subarray(member * examples * labels, (member + 1) * examples * labels);

/** The same members' scores of some of the examples. */
export function takeExamples(table: ScoreTable, rows: readonly number[]): ScoreTable {
  const { members, examples, labels } = table;
  const part = { members, examples: rows.length, labels };
  const size = members * rows.length * labels;
  const taken = { ...part, logits: new Float64Array(size), probabilities: new Float64Array(size) };
  let at = 0;
  for (let member = 0; member < members; member += 1)
    for (const row of rows) {
      const from = (member * examples + row) * labels;
      for (const name of ['logits', 'probabilities'] as const)
        taken[name].set(table[name].subarray(from, from + labels), at);
      at += labels;
    }
  return taken;
}

/** The same examples as some of the members score them. */
export function takeMembers(table: ScoreTable, members: readonly number[]): ScoreTable {
  const size = table.examples * table.labels;
  const take = (values: Float64Array) => {
    const taken = new Float64Array(members.length * size);
    for (const [at, member] of members.entries())
      taken.set(values.subarray(member * size, (member + 1) * size), at * size);
    return taken;
  };
  const { logits, probabilities } = table;
  return { ...table, members: members.length, logits: take(logits), probabilities: take(probabilities) };
}

export function takeTargets(targets: Targets, rows: readonly number[], labels: number): Targets {
  const taken = new Uint8Array(rows.length * labels);
  for (const [at, row] of rows.entries())
    taken.set(targets.subarray(row * labels, (row + 1) * labels), at * labels);
  return taken;
}
