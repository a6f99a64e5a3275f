import type { DataType, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './engine.js';

/** An attribute of an op, as the binding takes it; `type` is one of TensorFlow's TF_ATTR_* numbers. */
export type OpAttribute = { name: string; type: number; value: unknown };

/** What the binding says of a tensor that it made; `dtype` is TensorFlow's number. */
export type TensorHandle = { id: number; shape: number[]; dtype: number };

/** The native functions behind tfjs-node (its binding/tfjs_binding.cc), as far as they are used here. */
export type Binding = {
  TF_ATTR_STRING: number;
  TF_ATTR_INT: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  TF_ATTR_SHAPE: number;
  TF_FLOAT: number;
  TF_INT32: number;
  TF_Version: string;
  createTensor(shape: number[], dtype: number, values: ArrayLike<number>): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorHandle[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  /** Names are joined by commas, each `node:output`. */
  runSavedModel(session: number, inputs: number[], inputNames: string, outputNames: string): TensorHandle[];
};

/** tfjs-node's backend, as far as it is used here. */
export type NodeBackend = {
  binding: Binding;
  isUsingGpuDevice: boolean;
  getDTypeInteger(type: DataType): number;
  /** Uploads what is not uploaded yet. */
  getInputTensorIds(tensors: Tensor[]): number[];
  executeMultipleOutputs(
    name: string,
    attributes: OpAttribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[];
};

/** True on tfjs-node's engines, native and stock. */
export const isNodeBackend = (tf: Tensorflow): boolean => tf.getBackend() === 'tensorflow';

/** Call it only where `isNodeBackend`. */
export const nodeBackend = (tf: Tensorflow): NodeBackend => tf.backend() as unknown as NodeBackend;
