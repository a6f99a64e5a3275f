import { join } from 'node:path';
import { UserError } from '../../user-error.js';
import type { Shapes } from '../encoder/shapes.js';

/** Which tensors a checkpoint has for an encoder. All names are the encoder's, but for `unexpected`: the file's own. */
export type Match = {
  /** The name in the file of each tensor that is taken from it. */
  taken: Map<string, string>;
  /** Tensors of the head that it does not have, or has for other labels: they begin fresh. */
  missing: string[];
  /** Those that it has for other labels. */
  ofOtherLabels: string[];
  /** Tensors of the file that the encoder has no use for, such as a pre-training head. */
  unexpected: string[];
};

type Wanted = {
  /** How the names of the backbone begin; checkpoints of a bare backbone leave it out. */
  prefix: string;
  backbone: Shapes;
  head: Shapes;
  /** The head's tensors that have a row a label: they may be of other labels, and then are not taken. */
  perLabel: ReadonlySet<string>;
  /** How many labels the checkpoint's config.json has. */
  labels: number;
  /** Whether what it says of its labels is the task's. */
  sameLabels: boolean;
};

type Given = {
  folder: string;
  shapes: ReadonlyMap<string, readonly number[]>;
  fileOf: (name: string) => string;
};

/**
 * Finds an encoder's tensors in a checkpoint: with or without the backbone's prefix, and under the names that LayerNorm's
 * weights had in TensorFlow's checkpoints (gamma, beta).
 * @throws UserError `checkpoint.missing` where the backbone is not whole, `checkpoint.shape` where a tensor has another shape
 */
export function matchWeights(given: Given, wanted: Wanted): Match {
  const taken = new Map<string, string>();
  const find = (name: string) => namesOf(name, wanted.prefix).find((one) => given.shapes.has(one));
  const lacking = Object.keys(wanted.backbone).filter((name) => find(name) === undefined);
  if (lacking.length > 0) throw notWhole(given, wanted, lacking);
  const missing: string[] = [];
  const ofOtherLabels: string[] = [];
  for (const [name, shape] of Object.entries({ ...wanted.backbone, ...wanted.head })) {
    const found = find(name);
    const ofLabels = wanted.perLabel.has(name);
    const expected = ofLabels ? [wanted.labels, ...shape.slice(1)] : shape;
    if (found !== undefined) checkShape(given, found, expected);
    if (found !== undefined && (!ofLabels || wanted.sameLabels)) taken.set(name, found);
    else missing.push(name);
    if (found !== undefined && ofLabels && !wanted.sameLabels) ofOtherLabels.push(name);
  }
  // Weights and bias of one layer go together.
  const half = missing.filter((name) => taken.delete(sibling(name)));
  const known = new Set([...taken.values(), ...ofOtherLabels.map(find)]);
  return {
    taken,
    missing: [...missing, ...half.map(sibling)],
    ofOtherLabels,
    unexpected: [...given.shapes.keys()].filter((name) => !known.has(name)),
  };
}

function namesOf(name: string, prefix: string): string[] {
  const bare = name.startsWith(`${prefix}.`) ? [name.slice(prefix.length + 1)] : [];
  return [name, ...bare].flatMap((one) => [
    one,
    one.replace(/LayerNorm\.weight$/, 'LayerNorm.gamma').replace(/LayerNorm\.bias$/, 'LayerNorm.beta'),
  ]);
}

const sibling = (name: string): string =>
  name.endsWith('.weight') ? name.replace(/weight$/, 'bias') : name.replace(/bias$/, 'weight');

function checkShape({ shapes, fileOf, folder }: Given, found: string, expected: readonly number[]): void {
  const shape = shapes.get(found) ?? [];
  if (String(shape) === String(expected)) return;
  throw new UserError(
    'checkpoint.shape',
    `${fileOf(found)}: ${found} is [${shape.join(', ')}], but ${join(folder, 'config.json')} asks for [${expected.join(', ')}]. The two are of different models: fetch both from the same place.`,
  );
}

function notWhole({ folder, shapes }: Given, { backbone, prefix }: Wanted, lacking: string[]): UserError {
  const all = Object.keys(backbone).length;
  return new UserError(
    'checkpoint.missing',
    `The weights in ${folder} lack ${lacking.length} of the ${all} tensors of the ${prefix} encoder that its config.json describes, ${lacking[0]} first (they hold ${shapes.size} tensors). Are they of another model? Fetch weights and config.json from the same place.`,
  );
}
