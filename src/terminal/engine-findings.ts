import { checkLibrary } from '../tensorflow/check-library.js';
import { probeEngine } from '../tensorflow/probe-engine.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { type Finding, finding } from './finding.js';

/** Which engine trains here, on what, and what would make it faster. */
export async function engineFinding(): Promise<Finding> {
  try {
    const { kind, tensorflow, device, source, gpus, kernels, advice } = await probeEngine();
    const nothing = say('doctor.nothing');
    return finding(
      'engine',
      advice === null,
      say('doctor.engine', {
        ...{ kind, version: tensorflow, source },
        where: device === 'cpu' && advice !== null && kind === 'native' ? say('doctor.no_gpu') : device,
        listed: gpus.length > 0 ? say('doctor.listed', { gpus: gpus.join(', ') }) : nothing,
        own: kernels === null ? nothing : say('doctor.own', { kernels }),
        advice: advice === null ? nothing : say('doctor.advice', { advice }),
      }),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return finding('engine', false, error.sentence);
  }
}

/** Which files the engine runs on, and whether they are still those that were checked when they came. */
export async function libraryFinding(): Promise<Finding> {
  const found = await checkLibrary();
  if (!found) return finding('library', true, say('doctor.no_library'));
  const { folder, wheels, files, damaged } = found;
  if (damaged.length > 0) {
    const [first = ''] = damaged;
    const more = damaged.length - 1;
    const says =
      more > 0
        ? say('doctor.damaged_more', { folder, first, more })
        : say('doctor.damaged', { folder, first });
    return finding('library', false, says);
  }
  const [{ name, version, sha256 } = { name: 'TensorFlow', version: '', sha256: '' }, ...others] = wheels;
  return finding(
    'library',
    true,
    say('doctor.library', {
      ...{ name: `${name} ${version}`, hash: sha256.slice(0, 12), folder, files },
      more: others.length > 0 ? say('doctor.wheels', { count: others.length }) : say('doctor.nothing'),
    }),
  );
}
