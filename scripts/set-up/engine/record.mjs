import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { engineRecordFile } from '../project.mjs';

/**
 * @typedef {object} EngineRecord which engine set-up found, for later starts and for `doctor`
 * @property {'native' | 'stock' | 'wasm'} kind
 * @property {boolean} fallback whether something faster was tried in vain
 * @property {string | null} forced what LABMATE_ENGINE asked for
 * @property {string | null} obstacle what kept the fastest from being tried, see findObstacle
 * @property {string} tensorflow version of the library or backend
 * @property {string} device `cpu`, or the GPU's name
 * @property {string} source where it came from
 * @property {string | null} reason why nothing faster, and what to install
 * @property {string | null} folder of the library
 * @property {string | null} binding SHA-256 of the binding that was linked in
 * @property {string} recipe changes when Labmate would build another engine
 * @property {object} seen the machine as it was, see glanceAtMachine
 * @property {string} at ISO 8601
 */

/** @returns {EngineRecord | undefined} */
export function readRecord() {
  try {
    return JSON.parse(readFileSync(engineRecordFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {EngineRecord} record */
export function writeRecord(record) {
  const part = `${engineRecordFile}.part`;
  writeFileSync(part, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(part, engineRecordFile);
}
