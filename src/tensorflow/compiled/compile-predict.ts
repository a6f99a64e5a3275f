import type { Compilable, Precision, TextArrays } from './compilable.js';
import { GraphBuilder } from './graph-builder.js';
import { Session } from './session.js';
import { TextGraph } from './text-graph.js';
import { type Values, VariableStore } from './variable-store.js';

export type CompiledPredict = {
  /** Logits [size, labels], row by row, without dropout. */
  predict(batch: TextArrays): Values;
  dispose(): void;
};

/**
 * Compiles a model's forward pass alone, for every batch shape. The parameters move into its session: the model's own
 * variables are not needed afterwards.
 * @throws Error where the model cannot be compiled
 */
export function compilePredict(model: Compilable, precision: Precision = 'float32'): CompiledPredict {
  const graph = new GraphBuilder();
  const variables = new VariableStore(graph);
  for (const { name, variable } of model.variables) variables.add(name, variable.shape);
  const names = model.variables.map(({ name }) => name);
  variables.addGroup('parameters', names);
  const texts = new TextGraph(graph, model, variables, precision);
  const logits = texts.writeForward();
  const session = new Session(model.tf, graph);
  variables.adopt(session, 'parameters', model.variables);
  return {
    predict(batch) {
      const [fetched] = session.run(texts.feeds(batch), [logits]);
      return { shape: fetched?.shape ?? [], data: fetched?.values ?? new Float32Array() };
    },
    dispose: () => session.dispose(),
  };
}
