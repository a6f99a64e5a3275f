import { inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { NO_AVX } from './plan.mjs';

const TIMEOUT_MS = 120_000;

/** How TensorFlow ends a process whose processor lacks what it was compiled for: by the instruction, or by its own check. */
const LACKS_INSTRUCTIONS = /SIGILL|compiled to use \S+ instructions/;

/**
 * Loads the engine and multiplies two matrices in a process of its own, which may crash.
 * @param {'native' | 'stock' | 'wasm'} kind
 * @returns {Promise<{ tensorflow: string, device: string }>}
 * @throws {SetUpError} saying why the engine does not run here
 */
export async function smokeTest(kind) {
  const probe = inProject('dist', 'src', 'tensorflow', 'doctor-probe.js');
  const env = { ...process.env, LABMATE_ENGINE: kind };
  const { code, stdout, output, timedOut } = await runProgram(process.execPath, [probe], {
    env,
    timeoutMs: TIMEOUT_MS,
  });
  const report = code === 0 ? parse(lastLine(stdout)) : undefined;
  if (report) return report;
  if (LACKS_INSTRUCTIONS.test(output)) throw new SetUpError(NO_AVX);
  const why = timedOut ? `no answer after ${TIMEOUT_MS / 1000} s` : lastLine(output) || `exit code ${code}`;
  throw new SetUpError(`the ${kind} engine failed its smoke test here (${why})`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
