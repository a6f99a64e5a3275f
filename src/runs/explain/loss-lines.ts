import { checkOptions, type RawOptions, type RawValue } from '../check-option.js';
import type { CurveParameters } from '../loss-curve.js';
import { LOSS_PARAMETERS, type LossName, lossOptions, LOSSES } from '../loss-options.js';
import type { OptionDef } from '../option-def.js';
import type { ExplainName } from './explain.js';

const { gamma_neg, gamma_pos, clip, detach, epsilon_pos, epsilon_pos_pow, epsilon_neg, gamma, alpha } =
  lossOptions;

const parameterOptions = {
  ...{ gamma_neg, gamma_pos, clip, detach, epsilon_pos, epsilon_pos_pow, epsilon_neg, gamma, alpha },
} as const satisfies Record<string, OptionDef>;

/** What `/explain` takes: the parameters change the curves that it draws. */
export const explainOptions = {
  what: {
    kind: 'text',
    maxLength: 60,
    description: 'An option, a loss, a metric or a method: asl, warmup, micro_f1, folds …',
    example: 'what:asl',
  },
  ...parameterOptions,
} as const satisfies Record<string, OptionDef>;

type Parameter = keyof typeof parameterOptions;

/** A loss as it is drawn, with its parameters in words. */
export type DrawnLoss = { loss: LossName; parameters: CurveParameters; label: string };

/** Those that people choose between; `asl_oneonlee` is drawn where it is asked for. */
const USUAL: readonly LossName[] = ['bce', 'asl', 'apl', 'focal'];

/**
 * The losses to draw, the one that is asked about first; none where neither the question nor a parameter is about a loss.
 * @throws UserError as checkOption
 */
export function lossLines(about: ExplainName, typed: RawOptions): DrawnLoss[] {
  const parameters = checkOptions(parameterOptions, typed);
  const names = Object.keys(parameters) as Parameter[];
  const asked = lossOf(about, names);
  if (!asked) return [];
  return [asked, ...USUAL.filter((loss) => loss !== asked)].map((loss) => drawn(loss, parameters));
}

function lossOf(about: ExplainName, typed: readonly Parameter[]): LossName | undefined {
  const itself = LOSSES.find((loss) => loss === about);
  if (itself) return itself;
  if (about === 'loss') return 'bce';
  const having = (name: string) => LOSSES.find((loss) => Object.hasOwn(LOSS_PARAMETERS[loss], name));
  const ofIt = about === 'pos_weight' ? undefined : having(about);
  return ofIt ?? (typed[0] && having(typed[0]));
}

function drawn(loss: LossName, typed: Partial<Record<Parameter, RawValue>>): DrawnLoss {
  const own = Object.entries<RawValue | null>(LOSS_PARAMETERS[loss]);
  const chosen = own.flatMap(([name, published]) =>
    published === null ? [] : [[name, typed[name as Parameter] ?? published] as const],
  );
  // As published it changes nothing that is said: only where somebody turns it off.
  const told = chosen.filter(([name, value]) => name !== 'detach' || value === false);
  return {
    loss,
    parameters: Object.fromEntries(chosen),
    label: [loss, ...told.map(([name, value]) => `${name} ${String(value)}`)].join(' · '),
  };
}
