import { orOf, type Said, say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { checkOptions, type RawOptions, type RawValue, refuseUnknown } from '../check-option.js';
import { LOSS_PARAMETERS } from '../loss-options.js';
import { parseIntent, trainOptionNames } from '../parse-options.js';
import { spreadSet } from '../parse-set.js';
import { gridSize, gridValues } from './grid.js';
import { numberText } from './number-text.js';
import { parseSpace } from './parse-space.js';
import { mistake } from './space-mistake.js';
import { belongsTo, isLossParameter, lossesOf, type Parameter, type Space, type Values } from './space.js';
import type { Strategy } from './suggest.js';
import type { Sweep } from './sweep.js';
import { sweepOptions } from './sweep-options.js';

/** So many runs are a plan that somebody may have meant without saying so. */
const WITHOUT_BUDGET = 200;

export type SweepPlan = Pick<
  Sweep,
  'typed' | 'space' | 'strategy' | 'pruner' | 'budget' | 'seed' | 'fixed' | 'intent'
>;

/** Finds out what a run with these options would be. @throws UserError where there could be none */
type Examine = (raw: RawOptions) => Promise<{ spec: { loss: string } }>;

/**
 * From typed options to what a sweep does. Every choice is tried on a run that is not queued, so that a mistake comes
 * to light before the first run and not at the tenth.
 * @throws UserError with the line to type instead
 */
export async function planSweep(raw: RawOptions, examine: Examine): Promise<SweepPlan> {
  const { options, fixed, intent } = split(raw);
  const typed = String(options.space ?? '');
  const parameters = parseSpace(typed);
  for (const { name } of parameters)
    if (Object.hasOwn(fixed, name))
      throw new UserError('sweep.fixed', say('sweepErrors.fixed', { name, value: String(fixed[name]) }));
  if (parameters.some(({ name }) => name === 'data'))
    throw new UserError('sweep.data', say('sweepErrors.data'));
  const counted = parameters.find(({ name }) => name === 'folds' || name === 'seeds');
  if (counted) throw new UserError('sweep.parts', say('sweepErrors.parts', { name: counted.name }));
  const shared = Object.entries(fixed).filter(([name]) => !isLossParameter(name));
  const loss = parameters.some(({ name }) => name === 'loss')
    ? ''
    : (await examine(Object.fromEntries(shared))).spec.loss;
  const space = { parameters, loss };
  checkLossParameters(space, typed, fixed);
  for (const values of samples(space)) await examine(rawOf({ fixed, space }, values));
  const pruner = (options.pruner ?? 'none') as Sweep['pruner'];
  const seed = Number(options.search_seed ?? 1);
  return { typed, space, fixed, intent, pruner, seed, ...extent(space, options) };
}

/** The options of a run with these values: what all runs share, without what belongs to other losses. */
export function rawOf({ fixed, space }: Pick<Sweep, 'fixed' | 'space'>, values: Values): RawOptions {
  const loss = String(values.loss ?? space.loss);
  return {
    ...Object.fromEntries(Object.entries(fixed).filter(([name]) => belongsTo(name, loss))),
    ...values,
  };
}

function split(raw: RawOptions) {
  const own = Object.keys(sweepOptions);
  const names = [...own, ...trainOptionNames];
  refuseUnknown(Object.keys(raw), names);
  const mine = Object.fromEntries(Object.entries(raw).filter(([name]) => own.includes(name)));
  const others = Object.fromEntries(Object.entries(raw).filter(([name]) => !own.includes(name)));
  const { intent, ...fixed } = spreadSet(others);
  refuseUnknown(Object.keys(fixed), trainOptionNames);
  return { options: checkOptions(sweepOptions, mine), fixed, intent: parseIntent(intent) };
}

/** Parameters of losses that no run will have. */
function checkLossParameters(space: Space, typed: string, fixed: RawOptions): void {
  const losses = lossesOf(space);
  const useless = [...space.parameters.map(({ name }) => name), ...Object.keys(fixed)].find(
    (name) => !losses.some((loss) => belongsTo(name, loss)),
  );
  if (useless === undefined) return;
  const having = Object.keys(LOSS_PARAMETERS).filter((loss) => belongsTo(useless, loss));
  const swept = space.parameters.some(({ name }) => name === 'loss');
  const line = swept
    ? typed.replace(/\bloss\s*[=:]\s*/, (found) => `${found}${having[0] ?? ''},`)
    : `loss=${having[0] ?? ''}; ${typed}`;
  throw mistake(
    say('sweepErrors.problem.loss', { name: useless, having: having.join(', '), losses: orOf(losses) }),
    `space:"${line}"`,
  );
}

/** One run for each choice of each parameter, the other parameters at their first value. */
function samples(space: Space): Values[] {
  const first = (parameter: Parameter): RawValue | undefined =>
    parameter.kind === 'choices' ? parameter.values[0] : parameter.low;
  return lossesOf(space).flatMap((loss) => {
    const own = space.parameters.filter(({ name }) => belongsTo(name, loss));
    const base: Values = {};
    for (const parameter of own) {
      const value = parameter.name === 'loss' ? loss : first(parameter);
      if (value !== undefined) base[parameter.name] = value;
    }
    const choices = own.filter(({ kind, name }) => kind === 'choices' && name !== 'loss');
    const varied = choices.flatMap((parameter) =>
      parameter.kind === 'choices'
        ? parameter.values.slice(1).map((value) => ({ ...base, [parameter.name]: value }))
        : [],
    );
    return [base, ...varied];
  });
}

function extent(space: Space, options: { strategy?: RawValue; budget?: RawValue }) {
  const size = gridSize(space);
  const typedBudget = options.budget === undefined ? undefined : Number(options.budget);
  const every = size <= (typedBudget ?? WITHOUT_BUDGET);
  const strategy = (options.strategy ?? (every ? 'grid' : 'tpe')) as Strategy;
  if (strategy === 'grid') refuseContinuous(space);
  if (typedBudget === undefined && size > WITHOUT_BUDGET) throw withoutBudget(space, size, options.strategy);
  return { strategy, budget: Math.min(typedBudget ?? size, size) };
}

function refuseContinuous({ parameters }: Space): void {
  for (const parameter of parameters) {
    if (parameter.kind !== 'range' || gridValues(parameter)) continue;
    const { name, log } = parameter;
    const [low, high] = [numberText(parameter.low), numberText(parameter.high)];
    throw mistake(
      say(parameter.whole ? 'sweepErrors.problem.grid_whole' : 'sweepErrors.problem.grid', {
        low,
        high,
        name,
      }),
      `${name}=${low}..${high}${log ? ' log' : ''} points 5\` in the space, or \`strategy:random budget:20`,
    );
  }
}

function withoutBudget(space: Space, size: number, strategy: RawValue | undefined): UserError {
  const endless = space.parameters.find((parameter) => gridValues(parameter) === undefined);
  const how = strategy === undefined || strategy === 'grid' ? ' strategy:random' : '';
  return new UserError('sweep.budget', endless ? boundless(endless, how) : tooMany(size, how));
}

function boundless(endless: Parameter, how: string): Said {
  const said = { name: endless.name, add: `budget:20${how}` };
  return endless.kind === 'range' && endless.whole
    ? say('sweepErrors.budget.whole', said)
    : say('sweepErrors.budget.endless', said);
}

function tooMany(size: number, how: string): Said {
  const said = { points: size.toLocaleString('en'), add: `budget:50${how}` };
  return size <= sweepOptions.budget.max
    ? say('sweepErrors.budget.points_all', { ...said, size })
    : say('sweepErrors.budget.points', said);
}
