import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite, syncFolder } from '../../runs/atomic-write.js';
import { type ResumeState, stateFile } from '../../runs/resume-state.js';
import type { RunFolder } from '../../runs/run-folder.js';
import type { Model } from '../model.js';
import type { Trainer } from '../trainer.js';
import { openSafetensors } from '../weights/open-safetensors.js';
import { readSafetensors } from '../weights/safetensors.js';
import { type SavedTensors, writeTensors } from './save-checkpoint.js';

/** What must stay free for everybody else on the disk, in bytes. */
const MARGIN = 32 * 2 ** 20;

/** The disk has no room to save from what a run could go on. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
}

/**
 * Writes from what a run can go on. The files of tensors have names of their own for each step; `state.json`, replaced
 * whole when they are on the disk, names those that count. So the state is the old one or the new one at every moment.
 * @returns where the tensors are
 * @throws NoRoomError before anything is written, or the system's ENOSPC; removeState clears up
 */
export async function writeState(
  folder: RunFolder,
  trainer: Trainer,
  state: Omit<ResumeState, 'version' | 'weights' | 'optimizer'>,
  parameters: number,
): Promise<SavedTensors> {
  const { epoch, step } = state.standing;
  await mkdir(folder.state, { recursive: true, mode: 0o700 });
  const names = { weights: `model-${step}.safetensors`, optimizer: `optimizer-${step}.safetensors` };
  const { bavail, bsize } = await statfs(folder.state);
  // Weights and both moments in float32.
  if (bavail * bsize < 12 * parameters + MARGIN) throw new NoRoomError();
  const files = savedTensors(folder, names);
  await writeTensors(files, trainer, epoch);
  await syncFolder(folder.state);
  const described = async (file: string) => ({
    file,
    bytes: (await stat(join(folder.state, file))).size,
  });
  const whole: ResumeState = {
    ...{ version: 1, ...state },
    weights: await described(names.weights),
    optimizer: await described(names.optimizer),
  };
  await atomicWrite(stateFile(folder), JSON.stringify(whole));
  const keep = new Set<string>([names.weights, names.optimizer, 'state.json']);
  for (const name of await readdir(folder.state)) if (!keep.has(name)) await rm(join(folder.state, name));
  return files;
}

/** First what makes it count: half a state must never be taken for one. */
export async function removeState(folder: RunFolder): Promise<void> {
  await rm(stateFile(folder), { force: true });
  await rm(folder.state, { recursive: true, force: true });
}

/**
 * Whether the state's tensors are those of the model, by name and shape: a newer Labmate may build another one.
 * Values are not read.
 */
export async function stateFits(
  folder: RunFolder,
  state: ResumeState,
  { variables }: Pick<Model, 'variables'>,
): Promise<boolean> {
  const files = savedTensors(folder, { weights: state.weights.file, optimizer: state.optimizer.file });
  const names = (suffixes: string[]) =>
    variables.flatMap(({ name, variable: { shape } }) =>
      suffixes.map((suffix) => ({ name: name + suffix, shape })),
    );
  return (await holds(files.weights, names(['']))) && (await holds(files.optimizer, names(['.m', '.v'])));
}

async function holds(path: string, expected: { name: string; shape: number[] }[]): Promise<boolean> {
  try {
    const file = await openSafetensors(path);
    await file.close();
    return expected.every(({ name, shape }) => String(file.tensors.get(name)?.shape) === String(shape));
  } catch {
    return false;
  }
}

/** Puts weights and moments back into a trainer. @returns where they are */
export async function restoreState(
  folder: RunFolder,
  state: ResumeState,
  trainer: Trainer,
): Promise<SavedTensors> {
  const files = savedTensors(folder, { weights: state.weights.file, optimizer: state.optimizer.file });
  trainer.restore(await readSafetensors(files.weights));
  const { step } = state.standing;
  trainer.restoreOptimizer({ step, tensors: await readSafetensors(files.optimizer) });
  return files;
}

const savedTensors = (
  { state }: RunFolder,
  { weights, optimizer }: { weights: string; optimizer: string },
): SavedTensors => ({ weights: join(state, weights), optimizer: join(state, optimizer) });
