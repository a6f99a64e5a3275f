import type { DataType, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { nodeBackend, type OpAttribute } from '../node-backend.js';

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
  const backend = nodeBackend(tf);
  const { binding } = backend;
  const of = (values: Record<string, unknown> | undefined, type: number): OpAttribute[] =>
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
