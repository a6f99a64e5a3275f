import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { nodeBackend, type OpAttribute } from '../node-backend.js';
import { type BatchShape, type Dimension, fitDimension, isFixed } from './dimension.js';
import { record, type RecordedConstant, type RecordedNode, type RecordedOp } from './recording.js';

/** Where a value of a trace comes from: an output of one of its nodes, or something from outside by its name. */
export type ValueRef = { node: number; output: number } | { outside: string };

export type TracedOp = {
  kind: 'op';
  op: string;
  attributes: OpAttribute[];
  inputs: ValueRef[];
  outputs: number;
};

/** A constant in the end: the same for every batch. */
export type TracedConstant = { kind: 'constant'; shape: number[]; dtype: number; values: ArrayLike<number> };

/** A scalar or a vector whose elements depend on the batch's shape. */
export type TracedNumbers = { kind: 'numbers'; dtype: number; isScalar: boolean; elements: Dimension[] };

/** One number all over a shape that depends on the batch's. */
export type TracedFill = { kind: 'fill'; dtype: number; shape: Dimension[]; value: Dimension };

export type TracedNode = TracedOp | TracedConstant | TracedNumbers | TracedFill;

/** What TensorFlow has to do, for every batch shape. */
export type Trace = { nodes: TracedNode[]; outputs: ValueRef[] };

/** Primes, none a power of another: what a number depends on can be read off two of its values. */
const SHAPES = [
  { batch: 2, length: 3 },
  { batch: 5, length: 7 },
] as const satisfies BatchShape[];

/** What was run for one shape. */
type Run = { nodes: RecordedNode[]; outside: Map<number, string>; outputs: number[] };

/**
 * Records a computation at two small batch shapes and works out what it is at every shape.
 * @param prepare makes the tensors that will be fed or kept outside, by name, for a batch shape
 * @param compute returns the tensors that are wanted
 * @throws Error where the two recordings are not one computation
 */
export function trace(
  tf: Tensorflow,
  prepare: (shape: BatchShape) => Map<string, Tensor>,
  compute: (outside: Map<string, Tensor>) => Tensor[],
): Trace {
  const runs = SHAPES.map((shape) => runOnce(tf, () => prepare(shape), compute));
  return merge(runs[0] as Run, runs[1] as Run);
}

function runOnce(
  tf: Tensorflow,
  prepare: () => Map<string, Tensor>,
  compute: (outside: Map<string, Tensor>) => Tensor[],
): Run {
  const backend = nodeBackend(tf);
  let run: Run | undefined;
  tf.tidy(() => {
    const tensors = prepare();
    const names = [...tensors.keys()];
    const ids = backend.getInputTensorIds([...tensors.values()]);
    const outside = new Map(ids.map((id, i) => [id, names[i] as string]));
    const { result, nodes } = record(tf, () => compute(tensors));
    run = { nodes, outside, outputs: backend.getInputTensorIds(result) };
  });
  return run as unknown as Run;
}

function merge(one: Run, other: Run): Trace {
  const [places, otherPlaces] = [placesOf(one), placesOf(other)];
  if (one.nodes.length !== other.nodes.length)
    throw new Error('the model does different things for batches of different shapes');
  const nodes = one.nodes.map((node, i): TracedNode => {
    const twin = other.nodes[i] as RecordedNode;
    if (node.kind === 'constant' && twin.kind === 'constant') return mergeConstants(node, twin);
    if (node.kind === 'op' && twin.kind === 'op') {
      checkSame(node, twin);
      const inputs = refs(places, node.inputs);
      if (JSON.stringify(inputs) !== JSON.stringify(refs(otherPlaces, twin.inputs)))
        throw new Error(`an input of ${node.op} depends on the batch's shape`);
      return { kind: 'op', op: node.op, attributes: node.attributes, inputs, outputs: node.outputs.length };
    }
    throw new Error('the model does different things for batches of different shapes');
  });
  return { nodes, outputs: refs(places, one.outputs) };
}

/** Where each tensor id comes from. */
function placesOf({ nodes, outside }: Run): Map<number, ValueRef> {
  const places = new Map<number, ValueRef>();
  for (const [id, name] of outside) places.set(id, { outside: name });
  for (const [node, recorded] of nodes.entries())
    if (recorded.kind === 'constant') places.set(recorded.id, { node, output: 0 });
    else for (const [output, id] of recorded.outputs.entries()) places.set(id, { node, output });
  return places;
}

function refs(places: Map<number, ValueRef>, ids: number[]): ValueRef[] {
  return ids.map((id) => {
    const place = places.get(id);
    if (!place) throw new Error('the model uses a tensor from before the trace that was not named');
    return place;
  });
}

function checkSame(one: RecordedOp, other: RecordedOp): void {
  if (one.op !== other.op || JSON.stringify(one.attributes) !== JSON.stringify(other.attributes))
    throw new Error(`${one.op} (or an attribute of it) depends on the batch's shape`);
}

function mergeConstants(one: RecordedConstant, other: RecordedConstant): TracedNode {
  const { shape, dtype, values } = one;
  const sameShape = String(shape) === String(other.shape);
  if (sameShape && sameValues(values, other.values)) return { kind: 'constant', shape, dtype, values };
  if (sameShape && shape.length <= 1) {
    const elements = Array.from(values, (value, i) => fit([value, other.values[i] as number], dtype));
    return { kind: 'numbers', dtype, isScalar: shape.length === 0, elements };
  }
  const [value, otherValue] = [uniform(values), uniform(other.values)];
  if (value === undefined || otherValue === undefined || shape.length !== other.shape.length)
    throw new Error(`a constant of shape [${String(shape)}] depends on the batch's shape`);
  const sizes = shape.map((size, i) => fit([size, other.shape[i] as number], INT32));
  return { kind: 'fill', dtype, shape: sizes, value: fit([value, otherValue], dtype) };
}

/** TensorFlow's number of float32; every other type here holds whole numbers. */
const FLOAT = 1;
const INT32 = 3;

function fit(pair: [number, number], dtype: number): Dimension {
  const whole = dtype !== FLOAT;
  const found = fitDimension(pair, SHAPES, whole);
  if (found && (isFixed(found) || dtype === FLOAT || dtype === INT32)) return found;
  throw new Error(`a constant becomes ${pair.join(' or ')} with the batch's shape, and it is not clear how`);
}

const sameValues = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.from(one).every((value, i) => Object.is(value, other[i]));

/** The value of all elements, where they are all the same. */
function uniform(values: ArrayLike<number>): number | undefined {
  const first = values[0];
  return Array.from(values).every((value) => value === first) ? first : undefined;
}
