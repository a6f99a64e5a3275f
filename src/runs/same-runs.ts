import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DataSet } from '../task/data-set.js';
import { isDone } from './leaderboard.js';
import { isOpen, type Run } from './run.js';
import { type RunFile, type RunFolder, runFileSchema } from './run-folder.js';
import type { RunStore } from './run-store.js';
import type { RunSpec } from './spec.js';
import { specDigest } from './spec-digest.js';

type Wanted = { spec: RunSpec; data: DataSet; model: RunFile['model'] };

/**
 * Finds the run that was trained with exactly the same, or will be: spec, data, and the model as it was then. A spec
 * never changes, so each run's digest is taken once, when somebody first asks.
 */
export class SameRuns {
  readonly #store: RunStore;
  readonly #folder: (id: string) => RunFolder;
  readonly #known = new Set<string>();
  readonly #idsOf = new Map<string, string[]>();

  constructor(store: RunStore, folder: (id: string) => RunFolder) {
    this.#store = store;
    this.#folder = folder;
  }

  /** The newest finished one, else the newest that waits or trains; runs that failed or were cancelled do not count. */
  async find({ spec, data, model }: Wanted): Promise<Run | undefined> {
    this.#learn();
    const ids = this.#idsOf.get(specDigest(spec, data.hash)) ?? [];
    const newestFirst = ids.flatMap((id) => this.#store.get(id) ?? []).reverse();
    for (const run of [...newestFirst.filter(isDone), ...newestFirst.filter(isOpen)])
      if (await this.#hadModel(run.id, model)) return run;
    return undefined;
  }

  #learn(): void {
    for (const { id, spec, data } of this.#store.list()) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      const digest = specDigest(spec, data.hash);
      this.#idsOf.set(digest, [...(this.#idsOf.get(digest) ?? []), id]);
    }
  }

  /** A folder's fingerprint, a hub's id and revision. Where the run's file is gone, the name in the spec has to do. */
  async #hadModel(id: string, { kind, settings }: RunFile['model']): Promise<boolean> {
    const text = await readFile(this.#folder(id).spec, 'utf8').catch(() => undefined);
    if (text === undefined) return true;
    const had = runFileSchema.shape.model.safeParse((JSON.parse(text) as { model?: unknown }).model);
    return had.success && isDeepStrictEqual(had.data, JSON.parse(JSON.stringify({ kind, settings })));
  }
}
