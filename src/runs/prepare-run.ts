import type { ModelEntry } from '../config/labmate-config.js';
import type { Settings } from '../config/settings.js';
import type { DataSet } from '../task/data-set.js';
import { findDataSet } from '../task/find-data-set.js';
import { checkOptions, type RawOptions } from './check-option.js';
import { findModel } from './find-model.js';
import { startOptions } from './options.js';
import { chosenModel, parseTrainOptions } from './parse-options.js';
import { spreadSet } from './parse-set.js';
import { parsePositiveWeights } from './positive-weights.js';
import type { RunTime } from './run.js';
import type { RunSpec } from './spec.js';

export type PrepareSettings = Pick<
  Settings,
  'task' | 'models' | 'presets' | 'dataRoots' | 'modelRoots' | 'labmate'
>;

/** All that is known of a run before it is queued. */
export type PreparedRun = { spec: RunSpec; intent: string; model: ModelEntry; data: DataSet };

/** `from`, `again` and `when`, wherever they were typed. @throws UserError for a value out of range */
export function parseStart(raw: RawOptions): { from: string | undefined; again: boolean; when: RunTime } {
  const { from, again, when } = checkOptions(startOptions, spreadSet(raw));
  return {
    from: from === undefined ? undefined : String(from),
    again: again === true,
    when: when === 'night' ? 'night' : 'now',
  };
}

/**
 * Checks typed options and finds the model and the data that they name.
 * @param base the spec of the run that `from` names: what is typed goes over it
 * @throws UserError for options, a model or data that cannot be used
 */
export async function prepareRun(
  raw: RawOptions,
  { labmate, models, presets, dataRoots, modelRoots, task }: PrepareSettings,
  { base, anywhere }: { base: RunSpec | undefined; anywhere: boolean },
): Promise<PreparedRun> {
  const catalogue = { defaults: labmate.defaults, presets, base };
  const name = chosenModel(raw, catalogue);
  const model = await findModel(name, { models, modelRoots, anywhere });
  const { spec, intent } = parseTrainOptions(raw, { ...catalogue, models: { [name]: model } });
  if (spec.pos_weight !== null) parsePositiveWeights(spec.pos_weight, task.labels.length);
  return { spec, intent, model, data: await findDataSet(spec.data, dataRoots, { anywhere }) };
}
