import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path below the checkout's root. */
export const inProject = (...parts) => join(root, ...parts);

/** Where node_modules tells which engine was set up; read by `doctor` and by src/tensorflow/engine-record.ts. */
export const engineRecordFile = inProject('node_modules', '.labmate-engine.json');

/** The package whose native binding is built here. */
export const bindingPackage = inProject('node_modules', '@tensorflow', 'tfjs-node-gpu');
