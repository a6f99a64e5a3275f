import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { nodeBackend } from '../node-backend.js';
import { DropoutSource } from '../ops/dropout.js';
import type { Compilable, CompilableLoss, Precision, TextArrays, TextTensors } from './compilable.js';
import type { BatchShape } from './dimension.js';
import { TraceWriter } from './emit.js';
import { attribute, DT, type GraphBuilder, type Value } from './graph-builder.js';
import type { ArrayFeed, Feed } from './session.js';
import { trace } from './trace.js';
import type { VariableStore } from './variable-store.js';

const INPUTS = {
  ids: DT.int32,
  types: DT.int32,
  mask: DT.float32,
  targets: DT.float32,
  seed: DT.int32,
} as const;
type InputName = keyof typeof INPUTS;

/** A graph that takes batches of texts: its placeholders, and a model's computations written into it. */
export class TextGraph {
  readonly #model: Compilable;
  readonly #variables: VariableStore;
  readonly #placeholders: Record<InputName, Value>;
  readonly #writer: TraceWriter;
  #countedLabels: number | undefined;

  /** @param variables has every parameter of the model */
  constructor(graph: GraphBuilder, model: Compilable, variables: VariableStore, precision: Precision) {
    this.#model = model;
    this.#variables = variables;
    const placeholder = (name: InputName) =>
      graph.add('Placeholder', [], {
        dtype: attribute.type(INPUTS[name]),
        shape: attribute.shape(name === 'seed' ? [2] : [-1, -1]),
      });
    this.#placeholders = {
      ids: placeholder('ids'),
      types: placeholder('types'),
      mask: placeholder('mask'),
      targets: placeholder('targets'),
      seed: placeholder('seed'),
    };
    this.#writer = new TraceWriter(graph, nodeBackend(model.tf).binding, this.#placeholders.ids, precision);
  }

  /** @returns logits [batch, labels], without dropout */
  writeForward(): Value {
    const [logits] = this.#write((inputs) => [this.#model.forward(inputs.texts)]);
    return logits as Value;
  }

  /** @returns the mean loss, and its gradients in the order of the model's parameters */
  writeGradients(loss: CompilableLoss): { loss: Value; gradients: Value[] } {
    const { tf, variables } = this.#model;
    const list = variables.map(({ variable }) => variable);
    const [value, ...gradients] = this.#write(({ texts, targets, seed }) => {
      const mean = () => loss(this.#model.forward(texts, { dropout: new DropoutSource(seed) }), targets);
      const { value: result, grads } = tf.variableGrads(mean, list);
      return [result, ...list.map(({ name }) => grads[name] as Tensor)];
    });
    return { loss: value as Value, gradients };
  }

  /** What a batch is fed as. */
  feeds(batch: TextArrays, seed?: readonly [number, number]): Map<Value, Feed> {
    const { size, length, ids, types, mask, targets } = batch;
    const feeds = new Map<Value, Feed>();
    const put = (name: InputName, shape: number[], values: ArrayFeed['values']) =>
      feeds.set(this.#placeholders[name], { shape, dtype: INPUTS[name], values });
    put('ids', [size, length], ids);
    put('types', [size, length], types);
    put('mask', [size, length], mask);
    if (targets && seed) {
      put('targets', [size, targets.length / size], targets);
      put('seed', [2], Int32Array.from(seed));
    }
    return feeds;
  }

  #write(compute: (inputs: { texts: TextTensors; targets: Tensor2D; seed: Tensor1D }) => Tensor[]): Value[] {
    const { tf, variables } = this.#model;
    const prepare = (shape: BatchShape) =>
      new Map<string, Tensor>([
        ...variables.map(({ name, variable }): [string, Tensor] => [`variable ${name}`, variable]),
        ...Object.entries(this.#examples(shape)),
      ]);
    const recorded = trace(tf, prepare, (tensors) => {
      const get = (name: InputName) => tensors.get(name) as Tensor;
      const texts = { ids: get('ids'), types: get('types'), mask: get('mask') } as TextTensors;
      return compute({ texts, targets: get('targets') as Tensor2D, seed: get('seed') as Tensor1D });
    });
    const outside = new Map<string, Value>([
      ...Object.entries(this.#placeholders),
      ...variables.map(({ name }): [string, Value] => [`variable ${name}`, this.#variables.read(name)]),
    ]);
    return this.#writer.write(recorded, outside);
  }

  /** Small inputs that every model takes. */
  #examples({ batch, length }: BatchShape): Record<InputName, Tensor> {
    const { tf } = this.#model;
    const shape: [number, number] = [batch, length];
    const labels = this.#labels();
    return {
      ids: tf.zeros(shape, 'int32'),
      types: tf.zeros(shape, 'int32'),
      mask: tf.ones(shape),
      targets: tf.zeros([batch, labels]),
      seed: tf.tensor1d([0, 0], 'int32'),
    };
  }

  #labels(): number {
    const { tf } = this.#model;
    this.#countedLabels ??= tf.tidy(() => {
      const one = tf.tensor2d([[0]], [1, 1], 'int32');
      return this.#model.forward({ ids: one, types: one, mask: tf.tensor2d([[1]]) }).shape[1];
    });
    return this.#countedLabels;
  }
}
