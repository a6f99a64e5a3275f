import type { RawValue } from '../check-option.js';
import { listedValues } from './domain.js';
import { lossesOf, parametersWith, type Parameter, type Space, type Values } from './space.js';

/** The values that a grid takes of a parameter, or undefined where they cannot be counted. */
export const gridValues = (parameter: Parameter): readonly RawValue[] | undefined =>
  parameter.kind === 'choices' ? parameter.values : listedValues(parameter);

/** How many different runs the space has; Infinity where a range is continuous. */
export const gridSize = (space: Space): number => blocksOf(space).reduce((sum, block) => sum + block.size, 0);

/**
 * Point `index` (from 0) of all of them. They go as a counter does: the parameter typed last changes with every point,
 * the one typed first the least often; the loss comes before all, since others depend on it.
 */
export function gridPoint(space: Space, index: number): Values | undefined {
  let rest = index;
  for (const { loss, size } of blocksOf(space)) {
    if (rest >= size) {
      rest -= size;
      continue;
    }
    const parameters = parametersWith(loss, space);
    const picked = new Map<string, RawValue | undefined>();
    for (const parameter of parameters.toReversed()) {
      const list = listOf(parameter, loss);
      picked.set(parameter.name, list[rest % list.length]);
      rest = Math.floor(rest / list.length);
    }
    return Object.fromEntries(
      parameters.flatMap(({ name }) => {
        const value = picked.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  return undefined;
}

/** Runs with one loss: only its own parameters are combined. */
function blocksOf(space: Space): { loss: string; size: number }[] {
  return lossesOf(space).map((loss) => ({
    loss,
    size: parametersWith(loss, space).reduce((size, one) => size * (sizeOf(one, loss) ?? Infinity), 1),
  }));
}

const sizeOf = (parameter: Parameter, loss: string): number | undefined =>
  parameter.name === 'loss' ? listOf(parameter, loss).length : gridValues(parameter)?.length;

const listOf = (parameter: Parameter, loss: string): readonly RawValue[] =>
  parameter.name === 'loss' ? [loss] : (gridValues(parameter) ?? []);
