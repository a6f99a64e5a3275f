import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { saidSchema } from '../texts/stored.js';

/** One line of `lab doctor --json`. */
const findingSchema = z.object({
  part: z.string(),
  ok: z.boolean(),
  says: z.string(),
  /** Which part it is, by its name in the texts, and how it is said in other languages than English. */
  about: z.string().optional(),
  said: saidSchema.optional(),
});
export type DoctorFinding = z.infer<typeof findingSchema>;

const cli = fileURLToPath(new URL('../cli.js', import.meta.url));
const PATIENCE_MS = 120_000;

/**
 * What the terminal's doctor finds, by a process of its own: looking at the engine loads it, and the bot must answer
 * meanwhile.
 * @throws Error where it does not come to an end
 */
export function runDoctor(): Promise<DoctorFinding[]> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, 'doctor', '--json'], { timeout: PATIENCE_MS }, (error, stdout) => {
      try {
        resolve(z.array(findingSchema).parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')));
      } catch (cause) {
        reject(new Error('the doctor gave no answer', { cause: error ?? cause }));
      }
    });
  });
}
