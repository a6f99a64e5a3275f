import type { Tensor } from '@tensorflow/tfjs';
import { attribute, DT, type GraphBuilder, type Value } from './graph-builder.js';
import type { Fetched, Feed, Session } from './session.js';

export type Values = { shape: number[]; data: Float32Array };

type Entry = { shape: number[]; handle: Value; read: Value; written: Value };

/** Float32 variables of a session by name: how they are read and written in its graph, and from outside. */
export class VariableStore {
  readonly #graph: GraphBuilder;
  readonly #entries = new Map<string, Entry>();
  /** Sets of names that are written or zeroed together, by their names joined. */
  readonly #groups = new Map<string, { write: Value; zero: Value }>();

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  add(name: string, shape: number[]): void {
    const fields = { dtype: attribute.type(DT.float32), shape: attribute.shape(shape) };
    const handle = this.#graph.add('VarHandleOp', [], { ...fields, shared_name: attribute.text(name) });
    const read = this.#graph.add('ReadVariableOp', [handle], { dtype: attribute.type(DT.float32) });
    const written = this.#graph.add('Placeholder', [], fields);
    this.#entries.set(name, { shape, handle, read, written });
  }

  handle(name: string): Value {
    return this.#entry(name).handle;
  }

  read(name: string): Value {
    return this.#entry(name).read;
  }

  /** Prepares what `write` and `zero` do for a set of variables; all graph nodes must be there before the session is. */
  addGroup(name: string, members: readonly string[]): void {
    const graph = this.#graph;
    const type = { dtype: attribute.type(DT.float32) };
    const done = (after: Value[]) =>
      graph.add('Identity', [graph.scalar(1)], { T: attribute.type(DT.float32) }, { after });
    const entries = members.map((member) => this.#entry(member));
    // A tensor from JavaScript lies in V8's memory, and tfjs-node lets go of that in whatever thread drops the tensor's
    // last reference: from TensorFlow's threads, which replace a variable's value, that corrupts Node's heap.
    const write = done(
      entries.map(({ handle, written }) => {
        const own = graph.add('DeepCopy', [written], { T: attribute.type(DT.float32) });
        return graph.add('AssignVariableOp', [handle, own], type);
      }),
    );
    const zero = done(
      entries.map(({ handle, shape }) => {
        const sizes = graph.constant(DT.int32, [shape.length], shape);
        const zeros = graph.add('Fill', [sizes, graph.scalar(0)], {
          T: attribute.type(DT.float32),
          index_type: attribute.type(DT.int32),
        });
        return graph.add('AssignVariableOp', [handle, zeros], type);
      }),
    );
    this.#groups.set(name, { write, zero });
  }

  /** The node that a session runs to set a group to 0. */
  zeroing(group: string): Value {
    return this.#group(group).zero;
  }

  /** @throws Error naming a value of another shape */
  write(session: Session, group: string, values: ReadonlyMap<string, Values>): void {
    const feeds = new Map<Value, Feed>();
    for (const [name, { shape, data }] of values) {
      const { shape: expected, written } = this.#entry(name);
      if (String(shape) !== String(expected))
        throw new Error(`${name} is [${String(shape)}], not [${String(expected)}]`);
      feeds.set(written, { shape, dtype: DT.float32, values: data });
    }
    session.run(feeds, [this.#group(group).write]);
  }

  /** Copies the values of tensors that are there already. */
  adopt(session: Session, group: string, parameters: readonly { name: string; variable: Tensor }[]): void {
    const feeds = parameters.map(({ name, variable }): [Value, Feed] => [
      this.#entry(name).written,
      { tensor: variable },
    ]);
    session.run(new Map(feeds), [this.#group(group).write]);
  }

  /** One fetch for all: a copy of each. */
  readAll(session: Session, members: readonly string[]): Map<string, Values> {
    const fetched = session.run(
      new Map(),
      members.map((name) => this.read(name)),
    );
    return new Map(
      members.map((name, i) => {
        const { shape, values } = fetched[i] as Fetched;
        return [name, { shape, data: values }];
      }),
    );
  }

  #entry(name: string): Entry {
    const found = this.#entries.get(name);
    if (!found) throw new Error(`the graph has no variable ${name}`);
    return found;
  }

  #group(name: string): { write: Value; zero: Value } {
    const found = this.#groups.get(name);
    if (!found) throw new Error(`the graph has no group ${name}`);
    return found;
  }
}
