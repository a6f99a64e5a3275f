import type { AdamWSettings, Parameter } from './compilable.js';
import { attribute, DT, type GraphBuilder, type Value } from './graph-builder.js';
import type { VariableStore } from './variable-store.js';

/**
 * As the op has them, in float32: its 1 - beta2 is off by 1.3e-5 from 0.001, and corrections worked out for 0.999 would
 * make every step 6e-6 too large.
 */
const BETA_1 = Math.fround(0.9);
const BETA_2 = Math.fround(0.999);
const EPSILON = 1e-8;

const T = attribute.type(DT.float32);

/** Numbers of one step, fed to the graph as one vector: worked out in double precision, outside. */
export function stepNumbers({
  rate,
  step,
  decay,
}: {
  rate: number;
  step: number;
  decay: number;
}): Float32Array {
  // ResourceApplyAdam adds epsilon before the bias correction; scaled like this, the result is torch's.
  const correction2 = Math.sqrt(1 - BETA_2 ** step);
  return Float32Array.of((rate * correction2) / (1 - BETA_1 ** step), EPSILON * correction2, rate * decay);
}

export const STEP_NUMBERS = 3;

export const slotNames = (name: string): { m: string; v: string } => ({ m: `${name}.m`, v: `${name}.v` });

/**
 * Writes AdamW (Loshchilov and Hutter 2019, as torch has it) over all parameters: global norm, clipping, decay,
 * Adam.
 * @param numbers a vector of `stepNumbers`
 * @param gradients in the order of the parameters
 * @param fused whether Labmate's own kernels are there
 * @returns the gradients' norm before clipping, and the updates to wait for
 */
export function writeAdamW(
  graph: GraphBuilder,
  variables: VariableStore,
  {
    parameters,
    gradients,
    numbers,
    settings,
    fused,
  }: {
    parameters: readonly Parameter[];
    gradients: readonly Value[];
    numbers: Value;
    settings: AdamWSettings;
    fused: boolean;
  },
): { norm: Value; updates: Value[] } {
  const norm = writeGlobalNorm(graph, gradients);
  const scale = settings.gradClip > 0 ? writeClipScale(graph, norm, settings.gradClip) : undefined;
  const parts = { parameters, gradients, numbers, settings, norm, scale };
  const updates = fused ? writeFused(graph, variables, parts) : writeComposite(graph, variables, parts);
  return { norm, updates };
}

type Parts = {
  parameters: readonly Parameter[];
  gradients: readonly Value[];
  numbers: Value;
  settings: AdamWSettings;
  norm: Value;
  /** What gradients are clipped by. */
  scale: Value | undefined;
};

/** One pass over memory for a parameter, by Labmate's own kernel. */
function writeFused(
  graph: GraphBuilder,
  variables: VariableStore,
  { parameters, gradients, numbers, settings, norm, scale = graph.scalar(1) }: Parts,
): Value[] {
  return parameters.map(({ name, decays }, i) => {
    const { m, v } = slotNames(name);
    const names = [name, m, v];
    const step = graph.add(
      'LabmateAdamW',
      [...names.map((one) => variables.read(one)), gradients[i] as Value, scale, numbers],
      {
        beta1: attribute.float(BETA_1),
        beta2: attribute.float(BETA_2),
        rate_factor: attribute.float(settings.factors?.[i] ?? 1),
        decays: attribute.bool(decays && settings.decay > 0),
      },
      // Not before the last gradient has seen the weights.
      { after: [norm] },
    );
    const assigned = names.map((one, output) =>
      graph.add('AssignVariableOp', [variables.handle(one), output === 0 ? step : `${step}:${output}`], {
        dtype: T,
      }),
    );
    return graph.add('NoOp', [], {}, { after: assigned });
  });
}

/** TensorFlow's fused Adam, with ops of their own for clipping and decay. */
function writeComposite(
  graph: GraphBuilder,
  variables: VariableStore,
  { parameters, gradients, numbers, settings, norm, scale }: Parts,
): Value[] {
  const rate = graph.add('Unpack', [numbers], {
    T,
    num: attribute.int(STEP_NUMBERS),
    axis: attribute.int(0),
  });
  const [epsilon, decayRate] = [`${rate}:1`, `${rate}:2`];
  const scaled = (value: Value, factor: number) =>
    factor === 1 ? value : graph.add('Mul', [value, graph.scalar(factor)], { T });
  const fixed = [graph.scalar(0), graph.scalar(0)] as const;
  const betas = [graph.scalar(BETA_1), graph.scalar(BETA_2)] as const;
  return parameters.map(({ name, decays }, i) => {
    const factor = settings.factors?.[i] ?? 1;
    const raw = gradients[i] as Value;
    const gradient = scale === undefined ? raw : graph.add('Mul', [raw, scale], { T });
    const { m, v } = slotNames(name);
    const handles = [name, m, v].map((one) => variables.handle(one));
    const after: Value[] = [];
    if (decays && settings.decay > 0) {
      // Not before the last gradient has seen the weights; worked out earlier, it would be a copy of them all.
      const order = { after: [norm] };
      const loss = graph.add('Mul', [variables.read(name), scaled(decayRate, factor)], { T }, order);
      const fields = { dtype: T };
      after.push(graph.add('AssignSubVariableOp', [variables.handle(name), loss], fields, order));
    }
    return graph.add(
      'ResourceApplyAdam',
      [...handles, ...fixed, scaled(rate, factor), ...betas, epsilon, gradient],
      { T, use_locking: attribute.bool(false), use_nesterov: attribute.bool(false) },
      { after: after.length > 0 ? after : [norm] },
    );
  });
}

/** Euclidean norm over all gradients together. */
function writeGlobalNorm(graph: GraphBuilder, gradients: readonly Value[]): Value {
  const halves = gradients.map((gradient) => graph.add('L2Loss', [gradient], { T }));
  const sum = graph.add('AddN', halves, { T, N: attribute.int(halves.length) });
  return graph.add('Sqrt', [graph.add('Mul', [sum, graph.scalar(2)], { T })], { T });
}

/** Factor that brings gradients of this norm down to `most`; torch's clip_grad_norm_. */
function writeClipScale(graph: GraphBuilder, norm: Value, most: number): Value {
  const bottom = graph.add('AddV2', [norm, graph.scalar(1e-6)], { T });
  const share = graph.add('RealDiv', [graph.scalar(most), bottom], { T });
  return graph.add('Minimum', [share, graph.scalar(1)], { T });
}
