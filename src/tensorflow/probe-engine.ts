import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { UserError } from '../user-error.js';
import type { EngineReport } from './describe-engine.js';

const PROBE = fileURLToPath(new URL('./doctor-probe.js', import.meta.url));
const TIMEOUT_MS = 60_000;

/**
 * Asks a child process about the engine, so that TensorFlow is never loaded here, and a crash in it is an answer.
 * @throws UserError when the engine does not load, with the engine's own last line
 */
export async function probeEngine(env: NodeJS.ProcessEnv = process.env): Promise<EngineReport> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROBE], { env, timeout: TIMEOUT_MS });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as EngineReport;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    const why = said.split('\n').at(-1) ?? '';
    throw new UserError(
      'engine.probe',
      `TensorFlow does not start here${why ? ` (${why})` : ''}. Run \`npm start\` to set the engine up again.`,
      { cause: error },
    );
  }
}
