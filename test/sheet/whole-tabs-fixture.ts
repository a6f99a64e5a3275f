import type { EnsembleFeed } from '../../src/runs/store-contract.js';
import {
  type NewSubmission,
  type PendingEnsemble,
  type Submission,
  submissionSchema,
} from '../../src/runs/submission.js';
import { bestTable } from '../../src/sheet/whole-tabs/best-table.js';
import { ensemblesTable } from '../../src/sheet/whole-tabs/ensembles-table.js';
import { summaryTable } from '../../src/sheet/whole-tabs/summary-table.js';
import type { Table } from '../../src/sheet/whole-tabs/table.js';
import { textsIn } from '../../src/texts/texts.js';
import type { SheetBench } from './fixture.js';

/** The store's ensembles, as far as the sheet knows them. */
export class MemoryEnsembles implements EnsembleFeed {
  readonly #submissions = new Map<string, Submission>();
  readonly #pending = new Map<string, PendingEnsemble>();
  readonly #listeners = new Set<() => void>();

  put(change: Partial<NewSubmission> & { id: string; members: string[] }): void {
    const dev = { threshold: 0.5, micro_f1: 0.6, macro_f1: 0.5, per_label: {} };
    const whole = submissionSchema.parse({
      ...{ created_at: '2026-11-24T10:00:00.000Z', author: { id: null, name: 'lee' }, method: 'soft' },
      ...{ submission: '/home/team/labmate/submissions/top.jsonl', sha256: 'f00', dev, ...change },
    });
    this.#submissions.set(whole.id, whole);
    for (const listener of this.#listeners) listener();
  }
  wait(pending: Pick<PendingEnsemble, 'id' | 'members' | 'missing'>): void {
    this.#pending.set(pending.id, {
      ...{ asked: { method: 'hard' }, author: { id: null, name: 'lee' }, channel_id: null, ended: null },
      created_at: '2026-11-24T11:00:00.000Z',
      ...pending,
    });
    for (const listener of this.#listeners) listener();
  }
  endWaiting(id: string): void {
    this.#pending.delete(id);
    for (const listener of this.#listeners) listener();
  }
  submissions(): Submission[] {
    return [...this.#submissions.values()];
  }
  pendingEnsembles(): PendingEnsemble[] {
    return [...this.#pending.values()];
  }
  onEnsembles(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What the three tabs should say. */
export function tablesOf(bench: SheetBench, ensembles: EnsembleFeed): Table[] {
  const texts = textsIn('en');
  const runs = bench.feed.changedSince(0);
  const all = { runs, submissions: ensembles.submissions(), pending: ensembles.pendingEnsembles() };
  return [bestTable(runs), ensemblesTable(all, texts), summaryTable(all, texts)];
}
