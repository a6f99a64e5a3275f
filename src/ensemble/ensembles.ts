import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { checkOption, type RawOptions, refuseUnknown } from '../runs/check-option.js';
import { explainDisk } from '../runs/explain-disk.js';
import { resultsOptions } from '../runs/options.js';
import type { Author } from '../runs/run.js';
import type { RunStore } from '../runs/run-store.js';
import type { Submission } from '../runs/store-data.js';
import { say } from '../texts/texts.js';
import { buildEnsemble, type EnsembleResult } from './build-ensemble.js';
import { pickMembers } from './pick-members.js';

const TOP = 5;

/** `/ensemble`: picks members, writes the submission file, and remembers it with its hash. */
export class Ensembles {
  readonly #store: RunStore;
  readonly #settings: Settings;

  constructor({ store, settings }: { store: RunStore; settings: Settings }) {
    this.#store = store;
    this.#settings = settings;
  }

  /** @throws UserError for options out of range, too few runs, members that do not fit together, or a full disk */
  async build(raw: RawOptions, author: Author): Promise<{ submission: Submission; result: EnsembleResult }> {
    refuseUnknown(Object.keys(raw), ['top', 'method']);
    const top = Number(checkOption('top', resultsOptions.top, raw.top ?? TOP));
    const method = checkOption('method', resultsOptions.method, raw.method ?? 'soft') as 'soft' | 'hard';
    const members = pickMembers(this.#store.list(), { top });
    const { home, runsDir, task } = this.#settings;
    const folder = join(home, 'submissions');
    const stamp = new Date().toISOString();
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const outFile = join(
        folder,
        `${task.name}-top${top}-${method}-${stamp.replaceAll(/[:.]/g, '-')}.jsonl`,
      );
      const result = await buildEnsemble({ members, runsDir, task, method, outFile });
      const submission = await this.#store.addSubmission({
        created_at: stamp,
        author,
        method,
        members: result.members,
        submission: result.submission,
        sha256: result.sha256,
        dev: result.dev,
        public_scores: [],
      });
      return { submission, result };
    } catch (error) {
      throw explainDisk(error, say('runErrors.not_written'));
    }
  }
}
