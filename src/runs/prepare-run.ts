import type { ModelEntry } from '../config/labmate-config.js';
import type { Settings } from '../config/settings.js';
import type { DataSet } from '../task/data-set.js';
import { findDataSet } from '../task/find-data-set.js';
import { readLines } from '../task/read-lines.js';
import { checkOptions, type RawOptions, type RawValue } from './check-option.js';
import { refuseContradictions } from './contradictions.js';
import { type Filled, filledIn, withSizeDefaults } from './filled-defaults.js';
import { checkFolds } from './check-parts.js';
import { findModel } from './find-model.js';
import { shapeOf } from './model-shape.js';
import { startOptions } from './options.js';
import { chosenModel, parseTrainOptions } from './parse-options.js';
import { spreadSet } from './parse-set.js';
import type { Provenance } from './provenance.js';
import type { RunTime } from './run-times.js';
import type { RunSpec } from './spec.js';
import { provenanceOf } from './trace-options.js';

export type PrepareSettings = Pick<
  Settings,
  'task' | 'models' | 'presets' | 'sizes' | 'dataRoots' | 'modelRoots' | 'labmate'
>;

/** All that is known of a run before it is queued. */
export type PreparedRun = {
  spec: RunSpec;
  intent: string;
  model: ModelEntry;
  data: DataSet;
  /** Which defaults of the model are in the spec; null where another run's settings are. */
  filled: Filled | null;
  /** Of what was asked for here: what the other run's settings came from is not in it. */
  provenance: Provenance;
};

/** What belongs to no spec, wherever it was typed. @throws UserError for a value out of range */
export function parseStart(raw: RawOptions): {
  from: string | undefined;
  again: boolean;
  when: RunTime;
  question: string | undefined;
} {
  const { from, again, when, question } = checkOptions(startOptions, spreadSet(raw));
  return {
    from: text(from),
    again: again === true,
    when: when === 'night' ? 'night' : 'now',
    question: text(question),
  };
}

const text = (value: RawValue | undefined) => (value === undefined ? undefined : String(value));

/**
 * Checks typed options and finds the model and the data that they name.
 * @param base the spec of the run that `from` names: what is typed goes over it
 * @throws UserError for options, a model or data that cannot be used
 */
export async function prepareRun(
  raw: RawOptions,
  { labmate, models, presets, sizes, dataRoots, modelRoots, task }: PrepareSettings,
  { base, anywhere }: { base: RunSpec | undefined; anywhere: boolean },
): Promise<PreparedRun> {
  const catalogue = { defaults: labmate.defaults, presets, base };
  const name = chosenModel(raw, catalogue);
  const model = await findModel(name, { models, modelRoots, anywhere });
  const shape = await shapeOf(model);
  const sized = withSizeDefaults(model, shape, sizes);
  const parsed = parseTrainOptions(raw, { ...catalogue, models: { [name]: sized } });
  const { spec, intent, typed, chosen } = parsed;
  const data = await findDataSet(spec.data, dataRoots, { anywhere });
  await checkFolds(spec, data.train);
  refuseContradictions({
    ...{ typed, spec, model, positions: shape.positions, labels: task.labels.length },
    ...(COUNTING.some((option) => Object.hasOwn(typed, option)) && {
      examples: (await readLines(data.train)).length,
    }),
  });
  const preset = typed.preset === undefined ? {} : presets[String(typed.preset)]?.options;
  const provenance = provenanceOf({ typed, chosen }, { preset, settings: base ? {} : labmate.defaults });
  const filled = base ? null : filledIn(chosen, model, sized, shape);
  return { spec, intent, model, data, filled, provenance };
}

/** Options that only make sense with enough examples: where one is typed they are counted. */
const COUNTING = ['accumulate', 'eval_steps'];
