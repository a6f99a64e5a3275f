import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({
  kind: z.enum(['native', 'stock', 'wasm']),
  source: z.string(),
  reason: z.string().nullable(),
  /** The TensorFlow library's folder; null where the engine brings its own. */
  folder: z.string().nullable(),
  /** SHA-256 of the binding that was linked in. */
  binding: z.string().nullable(),
});

/** What set-up noted about the engine that it found: where it came from, and why nothing faster. */
export type EngineRecord = z.infer<typeof recordSchema>;

const RECORD = '.labmate-engine.json';

const bindingPackage = (): string =>
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));

/** Where the package looks for its binding. */
export const bindingFile = (): string => join(bindingPackage(), 'lib', 'napi-v8', 'tfjs_binding.node');

/** @returns the record that set-up left in node_modules, or undefined where set-up has not run. */
export function readEngineRecord(): EngineRecord | undefined {
  const nodeModules = dirname(dirname(bindingPackage()));
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(nodeModules, RECORD), 'utf8')));
  } catch {
    // Absent or of another version of Labmate: the next start writes it anew.
    return undefined;
  }
}
