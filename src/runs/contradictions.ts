import type { ModelEntry } from '../config/labmate-config.js';
import { orOf, type Said, say } from '../texts/texts.js';
import type { RawOptions } from './check-option.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, LOSSES, type LossName } from './loss-options.js';
import { type Mend, mendable } from './mended.js';
import { parsePositiveWeights } from './positive-weights.js';
import type { RunSpec } from './spec.js';

/** What options can contradict: each other, the model, the task or the data. What is not known yet is left out. */
export type Facts = {
  /** What a person typed, those in `set` among them: defaults and presets give way, they never contradict. */
  typed: RawOptions;
  spec: RunSpec;
  model: Pick<ModelEntry, 'kind'>;
  /** Tokens that a text of the model can have. */
  positions?: number | undefined;
  labels?: number;
  /** Of the training file. */
  examples?: number;
};

type Contradiction = { identifier: string; says: Said; mend: Mend };
type Rule = (facts: Facts) => Contradiction | undefined;

/**
 * What cannot be meant: options that could have no effect, or that nobody could do. What is merely of no use now and then
 * (patience:30 with epochs:10, a batch larger than the data) is let through.
 */
const RULES: readonly Rule[] = [
  ofAnotherLoss,
  layersOfNgrams,
  emojiAmongSymbols,
  longerThanTheModel,
  weightsUnlikeLabels,
  moreBatchesThanThereAre,
  evaluationThatNeverComes,
];

/** @throws UserError for the first contradiction, with how it is mended (mended.ts) */
export function refuseContradictions(facts: Facts): void {
  for (const rule of RULES) {
    const found = rule(facts);
    if (found) throw mendable(found.identifier, found.says, found.mend);
  }
}

/** A preset's parameters fall away with another loss; what a person types must mean something. */
function ofAnotherLoss({ typed, spec: { loss } }: Facts): Contradiction | undefined {
  const parameters = LOSS_PARAMETER_NAMES.filter((name) => Object.hasOwn(typed, name));
  const foreign = parameters.filter((name) => !has(loss, name));
  const [first] = foreign;
  if (first === undefined) return undefined;
  const having = orOf(LOSSES.filter((other) => has(other, first)).map((other) => `\`loss:${other}\``));
  const fits = LOSSES.find((other) => parameters.every((name) => has(other, name)));
  return {
    identifier: 'option.loss',
    says: say('contradictions.loss', { name: first, loss, having }),
    mend: { put: fits ? { loss: fits } : Object.fromEntries(foreign.map((name) => [name, null])) },
  };
}

const has = (loss: LossName, parameter: string): boolean => Object.hasOwn(LOSS_PARAMETERS[loss], parameter);

function layersOfNgrams({ typed, spec, model }: Facts): Contradiction | undefined {
  if (model.kind !== 'ngram' || !Object.hasOwn(typed, 'layer_decay') || spec.layer_decay === 1)
    return undefined;
  return {
    identifier: 'option.layers',
    says: say('contradictions.layers', { model: spec.model }),
    mend: { put: { layer_decay: null } },
  };
}

function emojiAmongSymbols({ typed, spec }: Facts): Contradiction | undefined {
  if (!Object.hasOwn(typed, 'emoji') || spec.emoji !== 'keep' || spec.symbols !== 'drop') return undefined;
  const why = spec.clean && !Object.hasOwn(typed, 'symbols') ? 'clean:true' : 'symbols:drop';
  return {
    identifier: 'option.emoji',
    says: say('contradictions.emoji', { why }),
    mend: { put: { symbols: 'keep' } },
  };
}

function longerThanTheModel({ typed, spec, positions }: Facts): Contradiction | undefined {
  if (positions === undefined || !Object.hasOwn(typed, 'maxlen') || spec.maxlen <= positions)
    return undefined;
  return {
    identifier: 'option.maxlen',
    says: say('contradictions.maxlen', { model: spec.model, positions, maxlen: spec.maxlen }),
    mend: { put: { maxlen: positions } },
  };
}

/** @throws UserError `loss.weights` */
function weightsUnlikeLabels({ spec: { pos_weight }, labels }: Facts): undefined {
  if (pos_weight !== null && labels !== undefined) parsePositiveWeights(pos_weight, labels);
}

function moreBatchesThanThereAre({ typed, spec, examples }: Facts): Contradiction | undefined {
  if (examples === undefined || !Object.hasOwn(typed, 'accumulate')) return undefined;
  const batches = Math.ceil(examples / spec.batch);
  if (spec.accumulate <= batches) return undefined;
  return {
    identifier: 'option.accumulate',
    says: say('contradictions.accumulate', {
      ...{ accumulate: spec.accumulate, batch: spec.batch },
      ...{ examples, batches },
    }),
    mend: { put: { accumulate: batches } },
  };
}

function evaluationThatNeverComes({ typed, spec, examples }: Facts): Contradiction | undefined {
  if (examples === undefined || !Object.hasOwn(typed, 'eval_steps')) return undefined;
  const perEpoch = Math.ceil(examples / (spec.batch * spec.accumulate));
  const steps = perEpoch * spec.epochs;
  if (spec.eval_steps <= steps) return undefined;
  return {
    identifier: 'option.eval_steps',
    says: say('contradictions.eval_steps', { eval_steps: spec.eval_steps, steps, each: perEpoch }),
    mend: { put: { eval_steps: Math.max(1, Math.floor(perEpoch / 2)) } },
  };
}
