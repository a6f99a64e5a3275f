import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { projectRoot, type Settings } from './config/settings.js';
import { AuditLog } from './audit/audit-log.js';
import { Disk } from './disk/disk.js';
import { Ensembles } from './ensemble/ensembles.js';
import type { PredictScores } from './ensemble/predict-missing.js';
import { cancelRun } from './queue/cancel-run.js';
import { LocalQueue } from './queue/local-queue.js';
import { predictInProcess } from './predict/predict-in-process.js';
import { RunPredictor } from './predict/run-predictor.js';
import type { TextPredictor } from './predict/text-predictor.js';
import { checkCatalogue } from './runs/check-catalogue.js';
import { codeVersion, packageVersions } from './runs/code-version.js';
import { Preferences } from './runs/preferences/preferences.js';
import { RunStore } from './runs/run-store.js';
import { Runs } from './runs/runs.js';
import { Sweeps } from './runs/sweep/sweeps.js';
import type { SheetPlace } from './sheet/open-sheet.js';

/** The compiled worker; a queue starts it by its path and never imports it. */
const worker = fileURLToPath(new URL('./training/worker.js', import.meta.url));

/** The compiled process that answers texts; started by its path, too. */
const textWorker = fileURLToPath(new URL('./training/text-worker.js', import.meta.url));

export type LabParts = {
  store: RunStore;
  preferences: Preferences;
  audit: AuditLog;
  runs: Runs;
  queue: LocalQueue;
  sweeps: Sweeps;
  ensembles: Ensembles;
  settings: Settings;
  disk: Disk;
  predictor: TextPredictor;
  /** Where Google's sheets are, for tables that people name. */
  sheetPlace: SheetPlace;
};

/**
 * The parts that the bot and the terminal share.
 * @throws UserError `store.locked` where another process has this folder
 */
export async function openLab(settings: Settings, log: Logger): Promise<LabParts> {
  checkCatalogue(settings);
  const store = await RunStore.open(settings.home, { warn: (message) => log.warn(message) });
  const preferences = new Preferences(store, settings.labmate);
  const runs = new Runs({
    ...{ store, settings, preferences },
    code: await codeVersion(projectRoot),
    versions: await packageVersions(projectRoot),
  });
  const { slots } = settings.labmate.queue;
  const queue = new LocalQueue({ runs, worker, slots, log, night: () => preferences.get() });
  preferences.onChange(() => queue.wake());
  const sweeps = new Sweeps({
    ...{ runs, slots, log },
    cancel: (run) => cancelRun(run, { runs, queue }),
    wake: () => queue.wake(),
  });
  const ensembles = new Ensembles({ runs, settings, predict: predictTestScores, log });
  const disk = new Disk({ store, settings, log });
  const audit = new AuditLog(settings.home, {
    warn: (error) => log.error({ err: error }, 'an action is missing in the audit log'),
  });
  const predictor = new RunPredictor({ runs, worker: textWorker });
  const { environment } = settings;
  const sheetPlace = {
    spreadsheetId: environment.GOOGLE_SHEET_ID,
    credentialsFile: environment.GOOGLE_APPLICATION_CREDENTIALS,
    rootUrl: environment.GOOGLE_SHEETS_API_URL,
  };
  return { store, preferences, audit, runs, queue, sweeps, ensembles, settings, disk, predictor, sheetPlace };
}

/** What an ensemble's members lack, by their own checkpoints. */
const predictTestScores: PredictScores = ({ checkpoints, labels, input, output }, how) =>
  predictInProcess(
    {
      models: checkpoints.map((folder) => ({ folder })),
      ...{ labels: [...labels], input, output, scores: 'logits', text: {} },
    },
    how,
  );
