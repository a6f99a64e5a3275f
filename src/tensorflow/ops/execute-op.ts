import type { DataType, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';

type Attribute = { name: string; type: number; value: unknown };

/** The part of tfjs-node's backend that runs TensorFlow's own ops. */
type NodeBackend = {
  binding: { TF_ATTR_TYPE: number; TF_ATTR_INT: number; TF_ATTR_FLOAT: number; TF_ATTR_BOOL: number };
  getDTypeInteger(type: DataType): number;
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], outputs: number): Tensor[];
};

export type OpCall = {
  inputs: Tensor[];
  types?: Record<string, DataType>;
  ints?: Record<string, number>;
  floats?: Record<string, number>;
  bools?: Record<string, boolean>;
};

/**
 * Runs an op that TensorFlow has and TensorFlow.js does not name; only on the native engine.
 * @throws Error TensorFlow's own words, where inputs or attributes do not fit
 */
export function executeOps(tf: Tensorflow, name: string, call: OpCall, outputs: number): Tensor[] {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  const of = (values: Record<string, unknown> | undefined, type: number): Attribute[] =>
    Object.entries(values ?? {}).map(([key, value]) => ({ name: key, type, value }));
  const types = Object.entries(call.types ?? {}).map(([key, type]): [string, number] => [
    key,
    backend.getDTypeInteger(type),
  ]);
  const attributes = [
    ...of(Object.fromEntries(types), binding.TF_ATTR_TYPE),
    ...of(call.ints, binding.TF_ATTR_INT),
    ...of(call.floats, binding.TF_ATTR_FLOAT),
    ...of(call.bools, binding.TF_ATTR_BOOL),
  ];
  return backend.executeMultipleOutputs(name, attributes, call.inputs, outputs);
}

/** executeOps for an op with one output. */
export function executeOp(tf: Tensorflow, name: string, call: OpCall): Tensor {
  const [output] = executeOps(tf, name, call, 1);
  if (!output) throw new Error(`${name} gave no output`);
  return output;
}
