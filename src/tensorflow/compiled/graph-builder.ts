import { createRequire } from 'node:module';
import type { Binding, OpAttribute } from '../node-backend.js';

const require = createRequire(import.meta.url);

/** TensorFlow's numbers of types. */
export const DT = { float32: 1, int32: 3, bool: 10, bfloat16: 14, resource: 20 } as const;

/** A value in a graph: `node`, `node:1` for a second output, `^node` for an order without a value. */
export type Value = string;

type Message = Record<string, (...values: unknown[]) => unknown>;
type Messages = {
  [name: string]: (new () => Message) & { [name: string]: new () => Message };
};

/** TensorFlow's protocol buffers, generated in tfjs-node (dist/proto/api.proto). */
const messages = require('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js') as Messages;

const make = (name: string, fields: Record<string, unknown>): Message => {
  const type = messages[name];
  if (!type) throw new Error(`TensorFlow's protocol buffers lack ${name}`);
  return fill(new type(), fields);
};

function fill(message: Message, fields: Record<string, unknown>): Message {
  for (const [name, value] of Object.entries(fields)) message[`set${name}`]?.(value);
  return message;
}

const makeShape = (sizes: readonly number[]): Message => {
  const dimension = messages['TensorShape']?.['Dim'] as new () => Message;
  return make('TensorShape', { DimList: sizes.map((size) => fill(new dimension(), { Size: size })) });
};

export const attribute = {
  type: (type: number): Message => make('AttrValue', { Type: type }),
  int: (value: number): Message => make('AttrValue', { I: value }),
  float: (value: number): Message => make('AttrValue', { F: value }),
  bool: (value: boolean): Message => make('AttrValue', { B: value }),
  text: (value: string): Message => make('AttrValue', { S: new TextEncoder().encode(value) }),
  shape: (sizes: readonly number[]): Message => make('AttrValue', { Shape: makeShape(sizes) }),
  ints: (values: number[]): Message => list({ IList: values }),
  floats: (values: number[]): Message => list({ FList: values }),
  bools: (values: boolean[]): Message => list({ BList: values }),
};

function list(fields: Record<string, unknown>): Message {
  const type = messages['AttrValue']?.['ListValue'] as new () => Message;
  return make('AttrValue', { List: fill(new type(), fields) });
}

/** Writes a graph node by node. Nodes with the same name are numbered. */
export class GraphBuilder {
  readonly #nodes: Message[] = [];
  readonly #names = new Map<string, number>();

  /** @returns the name of the node, which is also its first output */
  add(
    op: string,
    inputs: readonly Value[],
    attributes: Record<string, Message> = {},
    { name = op, after = [] }: { name?: string; after?: readonly Value[] } = {},
  ): Value {
    const unique = this.#unique(name);
    const order = after.map((value) => `^${value.split(':')[0] ?? value}`);
    const node = make('NodeDef', { Name: unique, Op: op, InputList: [...inputs, ...order] });
    const map = node['getAttrMap']?.() as { set(key: string, value: Message): void };
    for (const [key, value] of Object.entries(attributes)) map.set(key, value);
    this.#nodes.push(node);
    return unique;
  }

  constant(dtype: number, shape: readonly number[], values: ArrayLike<number>): Value {
    const value = make('Tensor', {
      Dtype: dtype,
      TensorShape: makeShape(shape),
      TensorContent: toBytes(dtype, values),
    });
    const tensor = make('AttrValue', { Tensor: value });
    return this.add('Const', [], { dtype: attribute.type(dtype), value: tensor });
  }

  scalar(value: number): Value {
    return this.constant(DT.float32, [], [value]);
  }

  /** A SavedModel's file, saved_model.pb. */
  serialize(): Uint8Array {
    const info = messages['MetaGraphDef']?.['MetaInfoDef'] as new () => Message;
    const meta = make('MetaGraphDef', {
      MetaInfoDef: fill(new info(), { TagsList: ['serve'] }),
      GraphDef: make('GraphDef', {
        NodeList: this.#nodes,
        Versions: make('VersionDef', { Producer: 27, MinConsumer: 0 }),
      }),
    });
    const model = make('SavedModel', { SavedModelSchemaVersion: 1, MetaGraphsList: [meta] });
    return model['serializeBinary']?.() as Uint8Array;
  }

  #unique(name: string): string {
    const count = this.#names.get(name) ?? 0;
    this.#names.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  }
}

/** The attributes of an op that was run eagerly, as a node of a graph has them. */
export function nodeAttributes(
  binding: Binding,
  attributes: readonly OpAttribute[],
): Record<string, Message> {
  return Object.fromEntries(attributes.map((one) => [one.name, nodeAttribute(binding, one)]));
}

function nodeAttribute(binding: Binding, { name, type, value }: OpAttribute): Message {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return attribute.type(value as number);
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? attribute.ints(value as number[]) : attribute.int(value as number);
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value) ? attribute.floats(value as number[]) : attribute.float(value as number);
    case binding.TF_ATTR_BOOL:
      return Array.isArray(value) ? attribute.bools(value as boolean[]) : attribute.bool(value as boolean);
    case binding.TF_ATTR_STRING:
      return attribute.text(value as string);
    case binding.TF_ATTR_SHAPE:
      return attribute.shape(value as number[]);
    default:
      throw new Error(`the attribute ${name} is of a type that graphs are not written with yet`);
  }
}

/** TensorFlow's memory layout of a tensor (little-endian). */
function toBytes(dtype: number, values: ArrayLike<number>): Uint8Array {
  switch (dtype) {
    case DT.float32:
      return bytesOf(Float32Array.from(values));
    case DT.int32:
      return bytesOf(Int32Array.from(values));
    case DT.bool:
      return Uint8Array.from(values);
    default:
      throw new Error(`constants of TensorFlow's type ${dtype} are not written yet`);
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
