import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({
  kind: z.enum(['native', 'stock', 'wasm']),
  source: z.string(),
  reason: z.string().nullable(),
});

/** What set-up noted about the engine that it found: where it came from, and why nothing faster. */
export type EngineRecord = z.infer<typeof recordSchema>;

const RECORD = '.labmate-engine.json';

/** @returns the record that set-up left in node_modules, or undefined where set-up has not run. */
export function readEngineRecord(): EngineRecord | undefined {
  const binding = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json');
  const nodeModules = dirname(dirname(dirname(binding)));
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(nodeModules, RECORD), 'utf8')));
  } catch {
    // Absent or of another version of Labmate: the next start writes it anew.
    return undefined;
  }
}
