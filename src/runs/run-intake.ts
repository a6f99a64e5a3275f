import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Settings } from '../config/settings.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { atomicWrite } from './atomic-write.js';
import type { RawOptions } from './check-option.js';
import type { CodeVersion } from './code-version.js';
import { explainDisk } from './explain-disk.js';
import { isImported, optionsOfImported } from './imported.js';
import { InTurn } from './in-turn.js';
import { LOSS_PARAMETER_NAMES } from './loss-options.js';
import { spreadSet } from './parse-set.js';
import { type PreparedRun, type PrepareSettings, parseStart, prepareRun } from './prepare-run.js';
import { checkLimits } from './preferences/check-limits.js';
import type { Preferences } from './preferences/preferences.js';
import type { Provenance } from './provenance.js';
import { parseQuestion } from './question.js';
import { type Author, type Run, UNTOLD } from './run.js';
import type { RunTime } from './run-times.js';
import type { RunFile, RunFolder } from './run-folder.js';
import type { RunStore } from './run-store.js';
import { SameRunError } from './same-run-error.js';
import { SameRuns } from './same-runs.js';
import { specDigest } from './spec-digest.js';
import { provenanceInSweep, provenanceOver } from './trace-options.js';

export type IntakeSettings = PrepareSettings & Pick<Settings, 'runsDir'>;

export type SubmitOptions = {
  /** Whether model and data may be folders outside the roots: for people at a terminal. */
  anywhere?: boolean;
  /** Whether the channel leaves it to somebody else to tell of the run. */
  quiet?: boolean;
  /** Of a sweep, whose runs may be there already: it needs each score as its own. */
  sweep?: Run['sweep'];
  /** Hash of the data that it has to be, where other data would make the run worthless. */
  dataHash?: string;
  /** Options that are the default again, over the run that `from` names: they are given, but nobody chose them. */
  defaulted?: readonly string[];
};

type Parts = {
  store: RunStore;
  settings: IntakeSettings;
  code: CodeVersion;
  versions: Record<string, string>;
  now: () => Date;
  /** Without them nobody is limited. */
  preferences: Preferences | undefined;
  folder: (id: string) => RunFolder;
  /** The run that somebody means by a number. @throws UserError where there is none */
  require: (typed: string) => Run;
};

/** How a run comes into the store: checked, frozen, and looked up among those that are there. */
export class RunIntake {
  readonly #parts: Parts;
  readonly #same: SameRuns;
  /** Two who ask for the same at once: the second is told of the first one's run. */
  readonly #queueing = new InTurn();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#same = new SameRuns(parts.store, parts.folder);
  }

  /**
   * Checks typed options, freezes them with the data's hash and the code's version, and queues the run.
   * @throws UserError for options or data that cannot be used, or a full disk; SameRunError where the same was trained or
   * waits already and `again` is not typed. Nothing is queued then.
   */
  async submit(
    raw: RawOptions,
    author: Author,
    { anywhere = false, dataHash, defaulted = [], quiet = false, sweep = null }: SubmitOptions = {},
  ): Promise<Run> {
    const { now } = this.#parts;
    const { again, when, question } = parseStart(raw);
    this.#check(author, { ofSweep: sweep !== null, when });
    const base = this.#base(raw);
    const prepared = await this.examine(raw, { anywhere });
    const { spec, data } = prepared;
    if (dataHash !== undefined && data.hash !== dataHash)
      throw new UserError(
        'run.data',
        say('runErrors.data', { data: spec.data, folder: data.folder, run: base?.id ?? '' }),
      );
    return this.#queueing.take(specDigest(spec, data.hash), async () => {
      const same = again || sweep ? undefined : await this.#same.find(prepared);
      if (same) throw new SameRunError(same, now());
      return this.#queue(prepared, author, {
        ...{ from: base?.id ?? null, quiet, sweep, when },
        provenance: whence(prepared, { base, sweep, defaulted }),
        question: question === undefined ? null : parseQuestion(question, this.#parts.store.list()),
      });
    });
  }

  /** What `submit` would queue; nothing is queued. @throws UserError for options or data that cannot be used */
  examine(raw: RawOptions, { anywhere = false }: Pick<SubmitOptions, 'anywhere'> = {}): Promise<PreparedRun> {
    const base = this.#base(raw);
    // What its table did not tell is filled in as if nobody had typed it.
    if (base && isImported(base)) {
      const told = withoutOtherLoss(optionsOfImported(base), spreadSet(raw));
      return prepareRun({ ...told, ...spreadSet(raw) }, this.#parts.settings, { base: undefined, anywhere });
    }
    return prepareRun(raw, this.#parts.settings, { base: base?.spec, anywhere });
  }

  /** @throws UserError where somebody has as many runs as they may, or wants a night that there is not */
  #check(author: Author, { ofSweep, when }: { ofSweep: boolean; when: RunTime }): void {
    const { store, preferences, now } = this.#parts;
    if (!preferences) return;
    const chosen = preferences.get();
    if (when === 'night' && chosen.night === null)
      throw new UserError('schedule.no_night', say('schedule.no_night'));
    checkLimits(author, store.list(), chosen, { now: now(), ofSweep });
  }

  #base(raw: RawOptions): Run | undefined {
    const { from } = parseStart(raw);
    return from === undefined ? undefined : this.#parts.require(from);
  }

  async #queue(
    { spec, intent, model, data, filled }: PreparedRun,
    author: Author,
    more: Pick<Run, 'from' | 'quiet' | 'sweep' | 'when' | 'question' | 'provenance'>,
  ): Promise<Run> {
    const { store, settings, code, versions, now, folder } = this.#parts;
    const created_at = now().toISOString();
    try {
      const id = await this.#newFolder();
      const origin = { code, host: hostname(), created_at };
      const runFile: RunFile = {
        ...origin,
        run: id,
        spec,
        intent,
        task: settings.task,
        data,
        author: author.name,
        versions,
        model: { kind: model.kind, settings: model.settings },
      };
      try {
        await atomicWrite(folder(id).spec, `${JSON.stringify(runFile, null, 2)}\n`);
        // Nothing is awaited between this look and the run's entry: two at once do not both pass.
        this.#check(author, { ofSweep: more.sweep !== null, when: more.when });
        return await store.add({ ...UNTRAINED, ...origin, ...more, id, spec, intent, author, data, filled });
      } catch (error) {
        store.discard(id);
        await rm(folder(id).dir, { recursive: true, force: true });
        throw error;
      }
    } catch (error) {
      throw explainDisk(error, say('runErrors.not_queued'));
    }
  }

  /** A folder left by a submission that was never acknowledged is not used again. */
  async #newFolder(): Promise<string> {
    const { store, settings, folder } = this.#parts;
    await mkdir(settings.runsDir, { recursive: true, mode: 0o700 });
    for (;;) {
      const id = store.nextRunId();
      try {
        await mkdir(folder(id).dir, { mode: 0o700 });
        return id;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
}

/** Where the settings of a run came from, whoever asked for it. */
function whence(
  { provenance: typed, spec }: PreparedRun,
  { base, sweep, defaulted }: { base: Run | undefined; defaulted: readonly string[] } & Pick<Run, 'sweep'>,
): Provenance | null {
  const known = base ? provenanceOver(base, { typed, spec, defaulted }) : typed;
  return known && sweep ? provenanceInSweep(known, Object.keys(sweep.values)) : known;
}

/** With another loss than the table's, its parameters would mean something else. */
function withoutOtherLoss(told: RawOptions, { loss }: RawOptions): RawOptions {
  if (loss === undefined || loss === told.loss) return told;
  const parameters: readonly string[] = LOSS_PARAMETER_NAMES;
  return Object.fromEntries(Object.entries(told).filter(([name]) => !parameters.includes(name)));
}

/** What only training fills in. */
const UNTRAINED = {
  state: 'queued',
  started_at: null,
  finished_at: null,
  attempts: 0,
  crashes: 0,
  interruption: null,
  adjusted: null,
  note: null,
  progress: null,
  result: null,
  failure: null,
  origin: null,
  public_scores: [],
  ...UNTOLD,
  checkpoint_freed_at: null,
  checkpoint_pinned: false,
  sheet_note: '',
  thread_url: null,
} satisfies Partial<Run>;
