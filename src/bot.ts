import { join } from 'node:path';
import type { Logger } from 'pino';
import { chartThread } from './chat/chart-thread.js';
import { loadCommands } from './chat/load-commands.js';
import type { Settings } from './config/settings.js';
import { warnOfLowSpace } from './disk/low-space.js';
import { openLab } from './lab.js';
import { openChannel } from './open-channel.js';
import { discordPlace, practiceIfNeeded, sheetPlace } from './places.js';
import { backupJob } from './schedule/backup-job.js';
import { diskJob } from './schedule/disk-job.js';
import { followingTexts } from './texts/following-texts.js';
import { readBackJob } from './schedule/read-back-job.js';
import { Scheduler } from './schedule/scheduler.js';
import { openSheet } from './sheet/open-sheet.js';
import { peopleInput } from './sheet/people-input.js';
import { SheetNews } from './sheet/telling/sheet-news.js';
import { StartedParts } from './started-parts.js';
import { serveTerminal } from './terminal/socket.js';

/**
 * Builds the bot's parts and starts them: store and queue first, so that runs train even while Discord is away, then
 * the projections.
 * @throws UserError for a setting or a port that cannot be used
 */
export async function startBot({
  settings,
  commandsFolder,
  log,
  say,
  signal,
}: {
  settings: Settings;
  commandsFolder: string;
  log: Logger;
  say: (line: string) => void;
  /** Ends a start that is still waiting for Discord. */
  signal?: AbortSignal;
}): Promise<{ stop(): Promise<void> }> {
  const commands = await loadCommands(commandsFolder);
  const lab = await openLab(settings, log);
  const parts = new StartedParts(log);
  parts.add(() => lab.store.close());
  parts.add(() => chartThread.stop());
  try {
    const practice = await practiceIfNeeded(settings, log);
    if (practice) parts.add(() => practice.close());
    if (practice) say(`Practice guild: ${practice.url}`);

    lab.sheetPlace = sheetPlace(lab.sheetPlace, practice);
    const news = new SheetNews(lab.store);
    const { sheet, desk } = await openSheet(lab.sheetPlace, {
      ...{ feed: lab.store, ensembles: lab.store, labels: settings.task.labels, log, say, news },
      flushMs: settings.labmate.sheet.flush_seconds * 1000,
      memoryFile: join(settings.home, 'sheet-memory.json'),
      texts: followingTexts(() => settings.labmate.sheet.language ?? lab.preferences.get().language),
      onInput: peopleInput(lab.runs),
    });
    parts.start(sheet);

    parts.add(warnOfLowSpace({ ...lab, log }));
    parts.add(() => lab.queue.stop());
    await lab.queue.start();
    parts.start(lab.sweeps);
    parts.start(lab.ensembles);
    parts.add(() => lab.predictor.stop());

    const closeTerminal = await serveTerminal(settings.home, { ...lab, sheet: desk }, (error) =>
      log.error({ err: error }, 'a terminal verb failed'),
    );
    parts.add(closeTerminal);

    const { backup, backups_kept } = settings.labmate.schedule;
    const { schedule: clearing } = settings.labmate.disk;
    const { preferences } = lab;
    const jobs = [
      readBackJob({ schedule: settings.labmate.sheet.read_back, sheet }),
      backupJob({ schedule: backup, keep: backups_kept, backup: (...args) => lab.store.backup(...args) }),
      ...(clearing === null ? [] : [diskJob({ schedule: clearing, free: () => lab.disk.free() })]),
    ];
    const timezone = () => preferences.get().timezone;
    const scheduler = new Scheduler({ jobs, timezone, fired: lab.store, log });
    parts.add(() => scheduler.stop());
    await scheduler.start();
    preferences.onChange(() => void scheduler.refresh());

    const place = discordPlace(settings, practice);
    await openChannel(parts, { lab, place, commands, sheet: { desk, news }, log, say, signal });
    return { stop: () => parts.stop() };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
