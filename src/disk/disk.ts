import { type Said, say } from '../texts/texts.js';
import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { isOpen, type Run } from '../runs/run.js';
import type { RunStore } from '../runs/run-store.js';
import { runsIn } from '../runs/submission.js';
import { type DiskReport, measureModels, measureRest, type Space, sumRuns } from './disk-report.js';
import { openBases } from './open-bases.js';
import { removeCheckpoints } from './remove-checkpoints.js';
import { planRetention, type RetentionPlan, runsWaitedFor } from './retention.js';
import { freeableSize, type RunSize, runSize } from './run-size.js';
import { someAtOnce } from './some-at-once.js';

/** Folders that are measured at once: Node has four threads for files, and others want some of them. */
const AT_ONCE = 4;

export type Freed = {
  runs: Run[];
  bytes: number;
  /** Runs whose checkpoint could not be removed; the log says why. */
  failed: Run[];
};

type Log = { info(context: object, message: string): void; error(context: object, message: string): void };

type Parts = {
  store: RunStore;
  settings: Pick<Settings, 'home' | 'runsDir'> & { labmate: Pick<Settings['labmate'], 'disk'> };
  log: Log;
  /** Default: that of Hugging Face. */
  modelCache?: string;
  /** Default: of the disk on which LABMATE_HOME lies. */
  space?: () => Promise<Space>;
  now?: () => Date;
};

/** What runs take on the disk, and the rule by which their checkpoints make room. */
export class Disk {
  readonly #parts: Parts;
  #freeing: Promise<Freed> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get rule(): Settings['labmate']['disk'] {
    return this.#parts.settings.labmate.disk;
  }

  /** Looks at every file's size: seconds with thousands of runs, during which others go on. */
  async report(): Promise<DiskReport> {
    const { home } = this.#parts.settings;
    const { sizes, space, plan } = await this.#look();
    const models = await measureModels(await this.#modelCache());
    return { home, space, ...sumRuns(sizes), models, ...(await measureRest(home, models)), plan };
  }

  /** What the rule would do now. */
  async plan(): Promise<RetentionPlan> {
    return (await this.#look()).plan;
  }

  /**
   * Removes the checkpoints that the rule gives up. It is written down first: a stop in the middle leaves no run that
   * says it has what it has not. A store that cannot be written (a full disk) keeps that in memory and writes it as soon
   * as there is room.
   */
  free(): Promise<Freed> {
    this.#freeing ??= this.#free().finally(() => (this.#freeing = undefined));
    return this.#freeing;
  }

  /** Keeps a run's checkpoint whatever the rule says, or no longer. @returns what happened, as a sentence */
  async pin(run: Run, pinned: boolean): Promise<Said> {
    await this.#parts.store.update(run.id, { checkpoint_pinned: pinned });
    if (!pinned) return say('disk.unpinned', { run: run.id });
    return run.checkpoint_freed_at === null
      ? say('disk.pinned', { run: run.id })
      : say('disk.pinned_late', { run: run.id, day: run.checkpoint_freed_at.slice(0, 10) });
  }

  /** Bytes free for Labmate, and of the whole disk. */
  space(): Promise<Space> {
    return this.#parts.space?.() ?? spaceOf(this.#parts.settings.home);
  }

  async #free(): Promise<Freed> {
    const { store, settings, log } = this.#parts;
    const { plan, sizes } = await this.#look();
    const going = plan.free.filter(({ run }) => this.#mayGo(run));
    const checkpoint_freed_at = (this.#parts.now?.() ?? new Date()).toISOString();
    const marked = await Promise.allSettled(
      going
        .filter(({ run }) => (sizes.get(run.id)?.checkpoints ?? 0) > 0)
        .map(({ run }) => store.update(run.id, { checkpoint_freed_at })),
    );
    const unsaved = marked.find((one): one is PromiseRejectedResult => one.status === 'rejected');
    if (unsaved) log.error({ err: unsaved.reason as unknown }, 'freed checkpoints are not written down yet');
    const freed: Freed = { runs: [], bytes: 0, failed: [] };
    for (const { run, bytes } of going)
      try {
        await removeCheckpoints(settings.runsDir, run.id);
        freed.runs.push(run);
        freed.bytes += bytes;
      } catch (error) {
        log.error({ err: error, run: run.id }, 'a checkpoint could not be removed');
        freed.failed.push(run);
      }
    if (going.length > 0)
      log.info({ runs: freed.runs.map(({ id }) => id), bytes: freed.bytes }, 'checkpoints freed');
    return freed;
  }

  /** Between the look and this moment somebody may have pinned it or taken it into a submission, or an ensemble that waits. */
  #mayGo({ id }: Run): boolean {
    const { store } = this.#parts;
    const run = store.get(id);
    if (!run || run.checkpoint_pinned || isOpen(run)) return false;
    const needed = [
      ...store.submissions().flatMap(runsIn),
      ...store.pendingEnsembles().flatMap(runsWaitedFor),
    ];
    return !needed.includes(id);
  }

  async #look(): Promise<{ sizes: Map<string, RunSize>; space: Space; plan: RetentionPlan }> {
    const { store, settings, now } = this.#parts;
    const sizes = await this.#runSizes();
    const space = await this.space();
    const bases = await openBases(store.list(), settings.runsDir);
    const plan = planRetention({
      ...{ runs: store.list(), submissions: store.submissions(), bases },
      waiting: store.pendingEnsembles(),
      sizes: {
        runs: new Map([...sizes].map(([id, size]) => [id, freeableSize(size)])),
        free: space.free,
      },
      ...{ now: now?.() ?? new Date(), rule: this.rule },
    });
    return { sizes, space, plan };
  }

  /** By run number; also of folders that the store does not know, which are shown and never touched. */
  async #runSizes(): Promise<Map<string, RunSize>> {
    const { runsDir } = this.#parts.settings;
    const names = (await readdir(runsDir).catch(() => [])).sort((a, b) => Number(a) - Number(b));
    const sizes = new Map<string, RunSize>();
    await someAtOnce(names, AT_ONCE, async (name) => {
      sizes.set(name, await runSize(join(runsDir, name)));
    });
    return sizes;
  }

  /** Loaded when it is asked for: the hub's library takes 11 MB of the bot's memory. */
  async #modelCache(): Promise<string> {
    const { cacheRoot } = await import('../hub/cache-root.js');
    return cacheRoot(this.#parts.modelCache);
  }
}

async function spaceOf(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
