import { checkOption, checkOptions, nearest, type RawOptions, refuseUnknown } from '../runs/check-option.js';
import { byNames } from '../runs/compare/parse-comparison.js';
import { valueText } from '../runs/compare/spec-differences.js';
import type { OptionDef } from '../runs/option-def.js';
import { runOptions } from '../runs/options.js';
import { spreadSet } from '../runs/parse-set.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { ensembleOptions } from './ensemble-options.js';
import type { Choice } from './fit/choose-members.js';
import type { Cut, Method } from './fit/fit.js';

export const TOP = 5;

/** Which members: named one by one, or picked from the finished runs. */
export type Named = { kind: 'named'; runs: string[]; submissions: string[] };
export type Picked = {
  kind: 'picked';
  top: number;
  by: 'dev' | 'public';
  /** Settings that a run must have, as they stand in specs. */
  where: [name: string, value: string][];
  diverse: Choice['diverse'];
};

/** What `/ensemble` was asked for. */
export type AskedEnsemble = { method: Method; cut: Cut; parts: boolean; members: Named | Picked };

/** @throws UserError `option.value` | `option.unknown` | `ensemble.members` | `ensemble.where` */
export function parseEnsemble(raw: RawOptions): AskedEnsemble {
  refuseUnknown(Object.keys(raw), Object.keys(ensembleOptions));
  const typed = checkOptions(ensembleOptions, raw);
  return {
    method: (typed.method ?? 'soft') as Method,
    cut: (typed.thresholds ?? 'half') as Cut,
    parts: typed.parts === true,
    members: typed.runs === undefined && typed.submission === undefined ? picked(typed) : named(typed),
  };
}

type Typed = ReturnType<typeof checkOptions<keyof typeof ensembleOptions>>;

function named(typed: Typed): Named {
  const picking = (['top', 'where', 'by', 'diverse'] as const).find((name) => typed[name] !== undefined);
  if (picking)
    throw new UserError(
      'ensemble.members',
      say('ensembleErrors.both', { picking, naming: typed.runs === undefined ? 'submission' : 'runs' }),
    );
  return {
    kind: 'named',
    runs: numbers('runs', typed.runs),
    submissions: numbers('submission', typed.submission),
  };
}

/** @returns `12` and `12/3`, without the signs that people write before numbers */
function numbers(option: 'runs' | 'submission', typed: Typed[typeof option]): string[] {
  if (typed === undefined) return [];
  const list = String(typed)
    .split(/[,;\s]+/)
    .filter((one) => one !== '')
    .map((one) => one.replace(/^#/, ''));
  const form = option === 'runs' ? /^\d+(\/\d+)?$/ : /^\d+$/;
  const wrong = list.find((one) => !form.test(one));
  if (wrong !== undefined || list.length === 0)
    throw new UserError(
      'ensemble.members',
      say('ensembleErrors.numbers', {
        ...{ option, typed: String(typed).slice(0, 60), example: ensembleOptions[option].example },
      }),
    );
  return list;
}

function picked({ top, by, where, diverse }: Typed): Picked {
  const asked = diverse === undefined || diverse === 'false' ? 'no' : diverse === 'true' ? 'model' : diverse;
  return {
    ...{ kind: 'picked', top: Number(top ?? TOP), by: by === 'public' ? 'public' : 'dev' },
    where: where === undefined ? [] : parseWhere(String(where)),
    diverse: asked as Choice['diverse'],
  };
}

/** `loss=asl lr=3e-5`, each checked as if it were typed for a run. */
function parseWhere(text: string): [string, string][] {
  return Object.entries(spreadSet({ set: text })).map(([name, value]) => {
    if (!byNames.includes(name)) {
      const guess = nearest(name, byNames);
      throw new UserError(
        'ensemble.where',
        say('ensembleErrors.option', {
          typed: name.slice(0, 40),
          hint:
            guess === undefined
              ? say('ensembleErrors.options', { names: byNames.join(', ') })
              : say('ensembleErrors.guess', { guess }),
        }),
      );
    }
    const defs: Readonly<Record<string, OptionDef>> = runOptions;
    const def = defs[name];
    return [name, value === 'none' || !def ? String(value) : valueText(checkOption(name, def, value))];
  });
}
