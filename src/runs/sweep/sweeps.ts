import { toTold } from '../../texts/stored.js';
import { type Said, say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { RawOptions } from '../check-option.js';
import { type Author, isOpen, type Run } from '../run.js';
import type { Runs } from '../runs.js';
import { checkResumable } from './check-resumable.js';
import { EarlyStops } from './early-stops.js';
import { failuresInARow } from './failures-in-a-row.js';
import { planSweep, rawOf } from './plan-sweep.js';
import { suggest } from './suggest.js';
import { type Sweep, trialOf } from './sweep.js';
import { triedOf } from './sweep-summary.js';
import { toRetry } from './to-retry.js';

/** The store could not be written, or a folder not be read: look again after this. */
const AGAIN_MS = 10_000;

type Parts = {
  runs: Runs;
  /** Takes a run out of the queue or stops its worker; resolves when it has ended. */
  cancel: (run: Run) => Promise<unknown>;
  /** Tells the queue that a run waits. */
  wake: () => void;
  /** How many of its runs a sweep keeps waiting or training at once. */
  slots: number;
  log: { error(context: object, message: string): void };
  now?: () => Date;
};

/**
 * Searches that queue run after run. All that a sweep is stands in the store: which runs are its own, and with which
 * number, is part of each run, so that a restart between any two writes neither loses nor repeats a suggestion. A sweep
 * keeps no more runs open than there are slots: runs of other people wait for one of them at most, not for the sweep.
 */
export class Sweeps {
  readonly #runs: Runs;
  readonly #parts: Parts;
  readonly #earlyStops: EarlyStops;
  readonly #now: () => Date;
  readonly #listeners = new Set<(sweep: Sweep) => void>();
  #turn: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  /** How many runs of a sweep train at a time, at most. */
  get slots(): number {
    return this.#parts.slots;
  }

  constructor(parts: Parts) {
    this.#runs = parts.runs;
    this.#parts = parts;
    this.#earlyStops = new EarlyStops(parts.runs);
    this.#now = parts.now ?? (() => new Date());
  }

  /** Goes on with the sweeps that have not ended. The queue must have been started. */
  start(): void {
    this.#unsubscribe = this.#runs.store.onChange((run) => {
      if (run.sweep) this.#kick();
    });
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  /**
   * Starts a sweep.
   * @throws UserError for a space, settings or data that cannot be used; nothing is started then
   */
  async submit(
    raw: RawOptions,
    author: Author,
    { anywhere = false, channelId = null }: { anywhere?: boolean; channelId?: string | null } = {},
  ): Promise<Sweep> {
    const plan = await planSweep(raw, (options) => this.#runs.examine(options, { anywhere }));
    const sweep = await this.#runs.store.addSweep({
      ...plan,
      ...{ state: 'running', author, anywhere, channel_id: channelId },
      created_at: this.#now().toISOString(),
      ...{ finished_at: null, resumed_at: null, reason: null, told: false },
    });
    this.#tell(sweep);
    this.#kick();
    return sweep;
  }

  /** @param typed its number; the last sweep where nothing is typed. @throws UserError `sweep.unknown` */
  require(typed = ''): Sweep {
    const sweeps = this.#runs.store.sweeps();
    const id = typed.trim().replace(/^#/, '');
    const found = id === '' ? sweeps.at(-1) : sweeps.find((sweep) => sweep.id === id);
    if (found) return found;
    throw new UserError(
      'sweep.unknown',
      sweeps.length === 0
        ? say('sweepErrors.none')
        : say('sweepErrors.unknown', { typed: id.slice(0, 40), last: sweeps.at(-1)?.id ?? '' }),
    );
  }

  list(): Sweep[] {
    return this.#runs.store.sweeps();
  }

  /** The sweep's runs, in the order in which they were suggested. */
  members(id: string): Run[] {
    return this.#runs.store
      .list()
      .filter(({ sweep }) => sweep?.id === id)
      .sort((a, b) => (a.sweep?.trial ?? 0) - (b.sweep?.trial ?? 0) || Number(a.id) - Number(b.id));
  }

  /**
   * Queues no more runs. Those that train are let finish, or stopped, too, with `now`.
   * @throws UserError `sweep.ended`
   */
  async end(sweep: Sweep, by: Author, { now = false } = {}): Promise<Said> {
    if (sweep.state !== 'running' && !(now && sweep.finished_at === null))
      throw new UserError(
        'sweep.ended',
        say('sweepErrors.ended', { sweep: sweep.id, state: say(`words.state.${sweep.state}`) }),
      );
    if (sweep.state === 'running')
      await this.#end(sweep.id, 'stopped', say('stored.sweep.stopped', { name: by.name }));
    const open = this.members(sweep.id).filter(isOpen);
    const ending = open.filter(({ state }) => now || state === 'queued');
    for (const run of ending) await this.#cancel(run);
    this.#kick();
    const left = open.length - ending.length;
    return left === 0
      ? say('sweep.stop.all', { sweep: sweep.id })
      : say('sweep.stop.rest', { sweep: sweep.id, count: left });
  }

  /**
   * Lets a sweep that halted or was stopped go on with the rest of its budget, and first with the suggestions whose
   * runs were lost (to-retry.ts). Failures from before count no more.
   * @returns what happened, as a sentence
   * @throws UserError `sweep.running` | `sweep.done`
   */
  async resume(sweep: Sweep, by: Author): Promise<Said> {
    checkResumable(sweep);
    const resumed_at = this.#now().toISOString();
    await this.#save(sweep.id, {
      state: 'running',
      resumed_at,
      finished_at: null,
      reason: null,
      told: false,
    });
    this.#kick();
    const tried = triedOf(this.members(sweep.id));
    return say('sweep.resumed', { sweep: sweep.id, name: by.name, tried, budget: sweep.budget });
  }

  /** Its author knows of the end. */
  async told(id: string): Promise<void> {
    await this.#save(id, { told: true });
  }

  /** Calls back after each change of a sweep itself; changes of its runs are told by the store. */
  onChange(listener: (sweep: Sweep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sweeps are looked at one after the other, and again where something happened meanwhile. */
  #kick(): void {
    this.#again = true;
    if (!this.#unsubscribe) return;
    this.#turn ??= this.#advanceAll().finally(() => {
      this.#turn = undefined;
      if (this.#again) this.#kick();
    });
  }

  async #advanceAll(): Promise<void> {
    // Whatever asks for a look does so before the next line, or again.
    this.#again = false;
    for (const sweep of this.list().filter(({ finished_at }) => finished_at === null)) {
      if (!this.#unsubscribe) return;
      try {
        await this.#advance(sweep);
      } catch (error) {
        this.#parts.log.error({ err: error, sweep: sweep.id }, 'a sweep could not go on; it is tried again');
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#kick(), AGAIN_MS).unref();
      }
    }
  }

  async #advance(sweep: Sweep): Promise<void> {
    if (sweep.state === 'running') {
      for (const run of await this.#earlyStops.toEnd(sweep.pruner, this.members(sweep.id)))
        await this.#cancel(run);
      const failure = failuresInARow(this.members(sweep.id), sweep.resumed_at);
      if (failure !== undefined) await this.#end(sweep.id, 'halted', failure);
      else await this.#launch(sweep);
    }
    const now = this.list().find(({ id }) => id === sweep.id);
    if (now && now.state !== 'running' && !this.members(sweep.id).some(isOpen))
      await this.#save(sweep.id, { finished_at: this.#now().toISOString() });
  }

  async #launch(sweep: Sweep): Promise<void> {
    for (;;) {
      const members = this.members(sweep.id);
      const open = members.filter(isOpen).length;
      if (open >= this.#parts.slots || !this.#unsubscribe) return;
      const again = toRetry(sweep, members)?.sweep;
      const trial = again?.trial ?? (members.at(-1)?.sweep?.trial ?? -1) + 1;
      const values =
        again?.values ?? (trial < sweep.budget ? suggest(sweep, trial, members.map(trialOf)) : undefined);
      // Somebody may have stopped it while a run was being queued.
      if (this.list().find(({ id }) => id === sweep.id)?.state !== 'running') return;
      if (!values) {
        if (open === 0) await this.#save(sweep.id, { state: 'done' });
        return;
      }
      try {
        const intent = `sweep ${sweep.id}${sweep.intent ? `: ${sweep.intent}` : ''}`.slice(0, 1000);
        await this.#runs.submit({ ...rawOf(sweep, values), intent }, sweep.author, {
          ...{ anywhere: sweep.anywhere, quiet: true },
          sweep: { id: sweep.id, trial, values, pruned: null },
        });
        this.#parts.wake();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return this.#end(sweep.id, 'halted', say('stored.sweep.not_queued', { why: error.sentence }));
      }
    }
  }

  #end(id: string, state: 'stopped' | 'halted', why: Said): Promise<void> {
    const { message, said } = toTold(why);
    return this.#save(id, { state, reason: message, reason_said: said });
  }

  /** It may have ended by itself meanwhile. */
  async #cancel(run: Run): Promise<void> {
    try {
      await this.#parts.cancel(this.#runs.store.get(run.id) ?? run);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }

  async #save(id: string, change: Partial<Omit<Sweep, 'id'>>): Promise<void> {
    const sweep = { ...this.require(id), ...change };
    try {
      await this.#runs.store.saveSweep(sweep);
    } finally {
      this.#tell(sweep);
    }
  }

  #tell(sweep: Sweep): void {
    for (const listener of this.#listeners) listener(sweep);
  }
}
