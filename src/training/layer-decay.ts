import type { NamedVariable } from './model.js';

/**
 * Factor on the learning rate of a parameter: `layerDecay` once for each layer between it and the deepest one
 * (layer-wise learning-rate decay: Howard and Ruder 2018, section 3.2; Clark et al. 2020, appendix A, with 0.8 or 0.9).
 * @param depth of the parameter, as NamedVariable counts it
 * @param deepest of all parameters: the head's, whose rate stays as it is
 */
export const rateFactor = (depth: number, deepest: number, layerDecay: number): number =>
  layerDecay ** (deepest - depth);

/** The factor of each parameter, in their order; all 1 for a model in which nothing lies below the head. */
export function rateFactors(
  variables: readonly Pick<NamedVariable, 'depth'>[],
  layerDecay: number,
): number[] {
  const deepest = Math.max(0, ...variables.map(({ depth }) => depth));
  return variables.map(({ depth }) => rateFactor(depth, deepest, layerDecay));
}
