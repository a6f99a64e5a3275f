import type { AdamWSettings, Compilable, CompilableLoss, Precision, TextArrays } from './compilable.js';
import { slotNames, STEP_NUMBERS, stepNumbers, writeAdamW } from './adamw-graph.js';
import { hasKernels } from '../ops/kernels.js';
import { attribute, DT, GraphBuilder, type Value } from './graph-builder.js';
import { Session } from './session.js';
import { TextGraph } from './text-graph.js';
import { type Values, VariableStore } from './variable-store.js';

const T = attribute.type(DT.float32);

export type CompiledStepInput = {
  /** More than one: their gradients are accumulated before the optimiser's step. */
  batches: readonly TextArrays[];
  /** Learning rate. */
  rate: number;
  /** Two int32 for dropout. */
  seed: readonly [number, number];
};

/** A model's training in one session: parameters and moments live there. */
export class CompiledStep {
  readonly #session: Session;
  readonly #variables: VariableStore;
  readonly #texts: TextGraph;
  readonly #nodes: Nodes;
  readonly #names: readonly string[];
  readonly #settings: AdamWSettings;
  readonly #reduction: 'mean' | 'sum';
  #steps = 0;

  constructor(parts: {
    session: Session;
    variables: VariableStore;
    texts: TextGraph;
    nodes: Nodes;
    names: readonly string[];
    settings: AdamWSettings;
    reduction: 'mean' | 'sum';
  }) {
    this.#session = parts.session;
    this.#variables = parts.variables;
    this.#texts = parts.texts;
    this.#nodes = parts.nodes;
    this.#names = parts.names;
    this.#settings = parts.settings;
    this.#reduction = parts.reduction;
  }

  /** @returns the loss over all examples before the step, as it is reduced, and the gradients' norm before clipping */
  step({ batches, rate, seed }: CompiledStepInput): { loss: number; gradNorm: number } {
    this.#steps += 1;
    const numbers = stepNumbers({ rate, step: this.#steps, decay: this.#settings.decay });
    const feed = { shape: [STEP_NUMBERS], dtype: DT.float32, values: numbers };
    const [only] = batches;
    if (batches.length === 1 && only) {
      const feeds = this.#texts.feeds(only, seed).set(this.#nodes.numbers, feed);
      return pair(this.#session.run(feeds, [this.#nodes.step]));
    }
    if (!this.#nodes.accumulation)
      throw new Error('a step of several batches must be compiled with `accumulates`');
    const { accumulate, apply } = this.#nodes.accumulation;
    const examples = batches.reduce((sum, { size }) => sum + size, 0);
    let loss = 0;
    for (const [index, batch] of batches.entries()) {
      const share = this.#reduction === 'sum' ? 1 : batch.size / examples;
      // Places that drop count up the second number: batches count up the first, or two would drop alike.
      const feeds = this.#texts.feeds(batch, [(seed[0] + index) | 0, seed[1]]);
      feeds.set(this.#nodes.share, { shape: [], dtype: DT.float32, values: Float32Array.of(share) });
      loss += share * (this.#session.run(feeds, [accumulate])[0]?.values[0] ?? NaN);
    }
    const [norm] = this.#session.run(new Map([[this.#nodes.numbers, feed]]), [apply]);
    return { loss, gradNorm: norm?.values[0] ?? NaN };
  }

  /** Logits, row by row, of a batch under the weights as they stand. */
  predict(batch: TextArrays): Values {
    const [logits] = this.#session.run(this.#texts.feeds(batch), [this.#nodes.predict]);
    return { shape: logits?.shape ?? [], data: logits?.values ?? new Float32Array() };
  }

  /** A copy of the parameters. */
  weights(): Map<string, Values> {
    return this.#variables.readAll(this.#session, this.#names);
  }

  /** Puts these in the place of the parameters. @throws Error naming what is missing or of another shape */
  restore(weights: ReadonlyMap<string, Values>): void {
    this.#variables.write(this.#session, 'parameters', pick(weights, this.#names));
  }

  /** A copy of the moments, `<parameter>.m` and `<parameter>.v`, and the steps taken. */
  optimizerState(): { step: number; tensors: Map<string, Values> } {
    return { step: this.#steps, tensors: this.#variables.readAll(this.#session, slotsOf(this.#names)) };
  }

  /** Goes on from moments that were saved. */
  restoreOptimizer({ step, tensors }: { step: number; tensors: ReadonlyMap<string, Values> }): void {
    this.#variables.write(this.#session, 'moments', pick(tensors, slotsOf(this.#names)));
    this.#steps = step;
  }

  dispose(): void {
    this.#session.dispose();
  }
}

/** What is fed and fetched, by what it is for. */
type Nodes = {
  numbers: Value;
  share: Value;
  step: Value;
  accumulation: { accumulate: Value; apply: Value } | undefined;
  predict: Value;
};

/**
 * Compiles training with a model, a loss and AdamW into one graph that takes every batch shape; see docs/engine.md.
 * The model's own variables are read once, here, and not needed afterwards.
 * @param accumulates whether steps of several batches will be asked for (one more copy of the gradients)
 * @param reduction what the loss does: of several batches, means are averaged over the examples and sums added
 * @throws Error where the model cannot be compiled, or memory does not suffice
 */
export function compileStep(
  model: Compilable,
  loss: CompilableLoss,
  settings: AdamWSettings,
  {
    accumulates = false,
    precision = 'float32',
    reduction = 'mean',
  }: { accumulates?: boolean; precision?: Precision; reduction?: 'mean' | 'sum' } = {},
): CompiledStep {
  const graph = new GraphBuilder();
  const variables = new VariableStore(graph);
  const names = model.variables.map(({ name }) => name);
  for (const { name, variable } of model.variables)
    for (const one of [name, ...slotsOf([name])]) variables.add(one, variable.shape);
  variables.addGroup('parameters', names);
  variables.addGroup('moments', slotsOf(names));
  const texts = new TextGraph(graph, model, variables, precision);
  const numbers = placeholder(graph, [STEP_NUMBERS]);
  const share = placeholder(graph, []);
  const traced = texts.writeGradients(loss);
  const optimize = (gradients: readonly Value[]) =>
    writeAdamW(graph, variables, {
      ...{ parameters: model.variables, gradients, numbers, settings },
      fused: hasKernels(model.tf),
    });
  const { norm, updates } = optimize(traced.gradients);
  const both = graph.add('Pack', [traced.loss, norm], { T, N: attribute.int(2), axis: attribute.int(0) });
  const nodes: Nodes = {
    numbers,
    share,
    step: graph.add('Identity', [both], { T }, { after: updates }),
    accumulation: accumulates
      ? writeAccumulation(graph, variables, { names, model, traced, share, optimize })
      : undefined,
    predict: texts.writeForward(),
  };
  const session = new Session(model.tf, graph);
  const step = new CompiledStep({ session, variables, texts, nodes, names, settings, reduction });
  variables.adopt(session, 'parameters', model.variables);
  session.run(new Map(), [variables.zeroing('moments')]);
  if (accumulates) session.run(new Map(), [variables.zeroing('sums')]);
  return step;
}

/** Gradients summed over several runs of the session, and applied by one more. */
function writeAccumulation(
  graph: GraphBuilder,
  variables: VariableStore,
  {
    names,
    model,
    traced,
    share,
    optimize,
  }: {
    names: readonly string[];
    model: Compilable;
    traced: { loss: Value; gradients: Value[] };
    share: Value;
    optimize: (gradients: readonly Value[]) => { norm: Value; updates: Value[] };
  },
): { accumulate: Value; apply: Value } {
  const sums = names.map((name) => `${name}.sum`);
  for (const [i, sum] of sums.entries()) variables.add(sum, model.variables[i]?.variable.shape ?? []);
  variables.addGroup('sums', sums);
  const added = sums.map((sum, i) => {
    const part = graph.add('Mul', [traced.gradients[i] as Value, share], { T });
    return graph.add('AssignAddVariableOp', [variables.handle(sum), part], { dtype: T });
  });
  const { norm, updates } = optimize(sums.map((sum) => variables.read(sum)));
  const cleared = sums.map((sum, i) => {
    const zeros = graph.add('ZerosLike', [variables.read(sum)], { T });
    const after = [updates[i] as Value];
    return graph.add('AssignVariableOp', [variables.handle(sum), zeros], { dtype: T }, { after });
  });
  return {
    accumulate: graph.add('Identity', [traced.loss], { T }, { after: added }),
    apply: graph.add('Identity', [norm], { T }, { after: cleared }),
  };
}

const placeholder = (graph: GraphBuilder, shape: number[]): Value =>
  graph.add('Placeholder', [], { dtype: T, shape: attribute.shape(shape) });

const slotsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => Object.values(slotNames(name)));

function pick(values: ReadonlyMap<string, Values>, names: readonly string[]): Map<string, Values> {
  return new Map(
    names.map((name) => {
      const found = values.get(name);
      if (!found) throw new Error(`the checkpoint has no tensor ${name}`);
      return [name, found];
    }),
  );
}

function pair(fetched: { values: Float32Array }[]): { loss: number; gradNorm: number } {
  const [loss = NaN, gradNorm = NaN] = fetched[0]?.values ?? [];
  return { loss, gradNorm };
}
