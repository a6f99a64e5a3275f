import type { Settings } from '../config/settings.js';
import { UserError } from '../user-error.js';
import { checkOptions, type RawOptions, refuseUnknown } from './check-option.js';
import { runOptions } from './options.js';

/**
 * Checks the options that configs/ sets, as if they were typed: what is wrong there is said at the start, not at each run.
 * @throws UserError `config.file` naming the file
 */
export function checkCatalogue({
  labmate,
  models,
  presets,
  sizes,
}: Pick<Settings, 'labmate' | 'models' | 'presets' | 'sizes'>): void {
  check('configs/labmate.yaml, defaults', labmate.defaults);
  for (const [name, { defaults }] of Object.entries(models)) check(`configs/models.yaml, ${name}`, defaults);
  for (const [name, { defaults }] of Object.entries(sizes))
    check(`configs/model-sizes.yaml, ${name}`, defaults);
  for (const [name, { options }] of Object.entries(presets)) check(`configs/presets/${name}.yaml`, options);
}

function check(where: string, options: RawOptions): void {
  try {
    refuseUnknown(Object.keys(options), Object.keys(runOptions));
    checkOptions(runOptions, options);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError('config.file', `${where}: ${cause.message} Mend it and start again.`, { cause });
  }
}
