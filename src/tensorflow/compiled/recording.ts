import type { Tensorflow } from '../engine.js';
import { type Binding, nodeBackend, type OpAttribute } from '../node-backend.js';

export type RecordedOp = {
  kind: 'op';
  op: string;
  attributes: OpAttribute[];
  /** Tensor ids. */
  inputs: number[];
  outputs: number[];
};

export type RecordedConstant = {
  kind: 'constant';
  id: number;
  shape: number[];
  /** TensorFlow's number. */
  dtype: number;
  values: ArrayLike<number>;
};

export type RecordedNode = RecordedOp | RecordedConstant;

/**
 * Runs something eagerly and writes down what TensorFlow was asked to do: every op, and every tensor that JavaScript
 * made. Tensor ids are never used twice, so what is deleted meanwhile does not matter.
 * @throws Error when a tensor's values are read: whatever followed from them would be frozen into the graph
 */
export function record<T>(tf: Tensorflow, run: () => T): { result: T; nodes: RecordedNode[] } {
  const backend = nodeBackend(tf);
  const { binding } = backend;
  const nodes: RecordedNode[] = [];
  backend.binding = recordingBinding(binding, nodes);
  try {
    return { result: run(), nodes };
  } finally {
    backend.binding = binding;
  }
}

/** The native functions cannot be replaced in place, so an object before them writes down and passes on. */
function recordingBinding(binding: Binding, nodes: RecordedNode[]): Binding {
  const before: Partial<Binding> = {
    executeOp(op, attributes, inputs, outputs) {
      const handles = binding.executeOp(op, attributes, inputs, outputs);
      nodes.push({ kind: 'op', op, attributes, inputs: [...inputs], outputs: handles.map(({ id }) => id) });
      return handles;
    },
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      nodes.push({ kind: 'constant', id, shape: [...shape], dtype, values });
      return id;
    },
    tensorDataSync() {
      throw new Error(
        'a compiled step must not read the values of tensors: they would be the same at every step',
      );
    },
  };
  return Object.create(binding, Object.getOwnPropertyDescriptors(before)) as Binding;
}
