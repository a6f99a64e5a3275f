import type { Binding } from '../node-backend.js';
import { type Dimension, isFixed } from './dimension.js';
import { attribute, DT, type GraphBuilder, nodeAttributes, type Value } from './graph-builder.js';
import type { Precision } from './compilable.js';
import type { Trace, TracedFill, TracedNode, TracedNumbers, TracedOp, ValueRef } from './trace.js';

/** Products that carry nearly all of a step's arithmetic, and lose nothing that training needs in 16 bits. */
const PRODUCTS = new Set(['MatMul', 'BatchMatMulV2']);

/** Writes traces into a graph whose batch's shape is known only when it runs. */
export class TraceWriter {
  readonly #graph: GraphBuilder;
  readonly #binding: Binding;
  /** The batch's sizes, int32 scalars. */
  readonly #batch: Value;
  readonly #length: Value;
  readonly #dimensions = new Map<string, Value>();
  readonly #precision: Precision;
  /** Values in 16 bits, by the value in 32: a weight is cast once for its forward and its backward product. */
  readonly #halves = new Map<Value, Value>();

  /** @param ids a placeholder int32 [batch, length] */
  constructor(graph: GraphBuilder, binding: Binding, ids: Value, precision: Precision) {
    this.#graph = graph;
    this.#precision = precision;
    this.#binding = binding;
    const shape = graph.add('Shape', [ids], {
      T: attribute.type(DT.int32),
      out_type: attribute.type(DT.int32),
    });
    const sizes = graph.add('Unpack', [shape], {
      T: attribute.type(DT.int32),
      num: attribute.int(2),
      axis: attribute.int(0),
    });
    this.#batch = sizes;
    this.#length = `${sizes}:1`;
  }

  /**
   * @param outside what the trace takes from outside, by name
   * @returns the values of the trace's outputs
   */
  write({ nodes, outputs }: Trace, outside: ReadonlyMap<string, Value>): Value[] {
    const needed = reachable(nodes, outputs);
    const written = new Map<number, Value>();
    const resolve = (ref: ValueRef): Value => {
      const value = 'outside' in ref ? outside.get(ref.outside) : written.get(ref.node);
      if (value === undefined) throw new Error('a trace uses a value before it is there');
      return 'outside' in ref || ref.output === 0 ? value : `${value}:${ref.output}`;
    };
    for (const [index, node] of nodes.entries())
      if (needed.has(index)) written.set(index, this.#node(node, resolve));
    return outputs.map(resolve);
  }

  #node(node: TracedNode, resolve: (ref: ValueRef) => Value): Value {
    switch (node.kind) {
      case 'op':
        return this.#op(node, node.inputs.map(resolve));
      case 'constant':
        return this.#graph.constant(node.dtype, node.shape, node.values);
      case 'numbers':
        return this.#numbers(node);
      case 'fill':
        return this.#fill(node);
    }
  }

  #op({ op, attributes }: TracedOp, inputs: Value[]): Value {
    const fields = nodeAttributes(this.#binding, attributes);
    const isFloat = attributes.some(({ name, value }) => name === 'T' && value === DT.float32);
    if (this.#precision === 'float32' || !PRODUCTS.has(op) || !isFloat)
      return this.#graph.add(op, inputs, fields);
    const halves = inputs.map((input) => this.#half(input));
    const product = this.#graph.add(op, halves, { ...fields, T: attribute.type(DT.bfloat16) });
    return this.#cast(product, DT.bfloat16, DT.float32);
  }

  #half(value: Value): Value {
    const half = this.#halves.get(value) ?? this.#cast(value, DT.float32, DT.bfloat16);
    this.#halves.set(value, half);
    return half;
  }

  #cast(value: Value, from: number, to: number): Value {
    return this.#graph.add('Cast', [value], { SrcT: attribute.type(from), DstT: attribute.type(to) });
  }

  #numbers({ dtype, isScalar, elements }: TracedNumbers): Value {
    const values = elements.map((element) => this.#dimension(element, dtype));
    return isScalar ? (values[0] as Value) : this.#pack(values, dtype);
  }

  #fill({ dtype, shape, value }: TracedFill): Value {
    const sizes = this.#pack(
      shape.map((size) => this.#dimension(size, DT.int32)),
      DT.int32,
    );
    const one = isFixed(value)
      ? this.#graph.constant(dtype, [], [value.factor])
      : this.#dimension(value, dtype);
    return this.#graph.add('Fill', [sizes, one], {
      T: attribute.type(dtype),
      index_type: attribute.type(DT.int32),
    });
  }

  #pack(values: Value[], dtype: number): Value {
    const fields = { T: attribute.type(dtype), N: attribute.int(values.length), axis: attribute.int(0) };
    return this.#graph.add('Pack', values, fields);
  }

  /** The same number is worked out once, however often a trace has it. */
  #dimension(dimension: Dimension, dtype: number): Value {
    const key = JSON.stringify([dtype, dimension]);
    const known = this.#dimensions.get(key);
    if (known !== undefined) return known;
    const value = this.#workOut(dimension, dtype);
    this.#dimensions.set(key, value);
    return value;
  }

  #workOut({ factor, batchPower, lengthPower }: Dimension, dtype: number): Value {
    const graph = this.#graph;
    const fields = { T: attribute.type(dtype) };
    let value = graph.constant(dtype, [], [factor]);
    for (const [size, power] of [
      [this.#batch, batchPower],
      [this.#length, lengthPower],
    ] as const) {
      const by = dtype === DT.int32 ? size : this.#cast(size, DT.int32, dtype);
      for (let i = 0; i < Math.abs(power); i += 1)
        value = graph.add(power > 0 ? 'Mul' : 'RealDiv', [value, by], fields);
    }
    return value;
  }
}

/** The nodes that the outputs need: a gradient's tape also runs what nobody asks for. */
function reachable(nodes: readonly TracedNode[], outputs: readonly ValueRef[]): Set<number> {
  const found = new Set<number>();
  const open = [...outputs];
  for (let ref = open.pop(); ref; ref = open.pop()) {
    if ('outside' in ref || found.has(ref.node)) continue;
    found.add(ref.node);
    const node = nodes[ref.node];
    if (node?.kind === 'op') open.push(...node.inputs);
  }
  return found;
}
