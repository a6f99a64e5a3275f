import { join } from 'node:path';
import type { Logger } from 'pino';
import { chartThread } from './chat/chart-thread.js';
import { connect, type DiscordPlace, linkBase, register } from './chat/connect.js';
import { DigestMessages } from './chat/digest-messages.js';
import { Dispatcher } from './chat/dispatcher.js';
import { EnsembleMessages } from './chat/ensemble-messages.js';
import { followGuild } from './chat/follow-guild.js';
import { Gate } from './chat/gate.js';
import { LiveLogs } from './chat/live-logs.js';
import { loadCommands } from './chat/load-commands.js';
import { RunBoard } from './chat/run-board.js';
import { RunMessages } from './chat/run-messages.js';
import { SheetMessages } from './chat/sheet-messages.js';
import { TellAdministrators } from './chat/tell-administrators.js';
import { WatchPermissions } from './chat/watch-permissions.js';
import { SweepMessages } from './chat/sweep-messages.js';
import { ThreadTalk } from './chat/thread-talk.js';
import type { Settings } from './config/settings.js';
import { warnOfLowSpace } from './disk/low-space.js';
import { type LabParts, openLab } from './lab.js';
import { type Practice, startPractice } from './practice/start-practice.js';
import { backupJob } from './schedule/backup-job.js';
import { diskJob } from './schedule/disk-job.js';
import { digestJob } from './schedule/digest-job.js';
import { Scheduler } from './schedule/scheduler.js';
import { peopleInput } from './sheet/people-input.js';
import { followingTexts } from './texts/following-texts.js';
import { textsIn } from './texts/texts.js';
import { readBackJob } from './schedule/read-back-job.js';
import { SheetNews } from './sheet/sheet-news.js';
import { openSheet, type SheetPlace } from './sheet/open-sheet.js';
import { serveTerminal } from './terminal/socket.js';
import { UserError } from './user-error.js';

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
  const stops: (() => Promise<unknown>)[] = [() => lab.store.close(), () => chartThread.stop()];
  const stop = async (): Promise<void> => {
    for (const step of stops.reverse())
      await step().catch((error: unknown) => log.error({ err: error }, 'a part could not be stopped'));
  };
  try {
    const practice = await practiceIfNeeded(settings, log);
    if (practice) stops.push(() => practice.close());
    if (practice) say(`Practice guild: ${practice.url}`);

    lab.sheetPlace = sheetPlace(lab, practice);
    const news = new SheetNews(lab.store);
    const { sheet, desk } = await openSheet(lab.sheetPlace, {
      ...{ feed: lab.store, ensembles: lab.store, labels: settings.task.labels, log, say, news },
      flushMs: settings.labmate.sheet.flush_seconds * 1000,
      memoryFile: join(settings.home, 'sheet-memory.json'),
      texts: followingTexts(() => settings.labmate.sheet.language ?? lab.preferences.get().language),
      onInput: peopleInput(lab.runs),
      news,
    });
    stops.push(() => sheet.stop());
    sheet.start();

    const stopWarning = warnOfLowSpace({ ...lab, log });
    stops.push(() => Promise.resolve(stopWarning()));
    stops.push(() => lab.queue.stop());
    await lab.queue.start();
    stops.push(() => lab.sweeps.stop());
    lab.sweeps.start();
    stops.push(() => lab.ensembles.stop());
    lab.ensembles.start();
    stops.push(() => lab.predictor.stop());

    const closeTerminal = await serveTerminal(settings.home, { ...lab, sheet: desk }, (error) =>
      log.error({ err: error }, 'a terminal verb failed'),
    );
    stops.push(closeTerminal);

    const { backup, backups_kept } = settings.labmate.schedule;
    const { schedule: clearing } = settings.labmate.disk;
    const { preferences } = lab;
    const timezone = () => preferences.get().timezone;
    const jobs = [
      readBackJob({ schedule: settings.labmate.sheet.read_back, sheet }),
      backupJob({ schedule: backup, keep: backups_kept, backup: (...args) => lab.store.backup(...args) }),
      ...(clearing === null ? [] : [diskJob({ schedule: clearing, free: () => lab.disk.free() })]),
    ];
    const scheduler = new Scheduler({ jobs, timezone, fired: lab.store, log });
    stops.push(() => scheduler.stop());
    await scheduler.start();
    preferences.onChange(() => void scheduler.refresh());

    const place = discordPlace(settings, practice);
    const client = await connect(place, commands.values(), { log, say, ...(signal ? { signal } : {}) });
    stops.push(() => client.destroy());
    const where = { client, ...place, linkBase: linkBase(place.apiUrl) };
    const language = () => preferences.get().language;
    const texts = () => textsIn(language());
    const administrators = new TellAdministrators({
      ...{ client, ...place, preferences, log },
      store: lab.store,
    });
    stops.push(() => administrators.stop());
    administrators.start();
    const messages = new RunMessages({ runs: lab.runs, where, texts, log, rules: preferences });
    const editSeconds = settings.labmate.board.edit_seconds;
    const board = new RunBoard({ runs: lab.runs, messages, editSeconds, log });
    stops.push(() => board.stop());
    board.start();
    const sweepMessages = new SweepMessages({ sweeps: lab.sweeps, where, texts, log, rules: preferences });
    stops.push(() => sweepMessages.stop());
    sweepMessages.start();
    const ensembleMessages = new EnsembleMessages({
      ...{ ensembles: lab.ensembles, store: lab.store, task: settings.task, where, log },
      texts,
    });
    stops.push(() => ensembleMessages.stop());
    ensembleMessages.start();

    const sheetMessages = new SheetMessages({
      ...{ news, where, texts, administrators, log },
      account: desk.report().account,
    });
    stops.push(() => sheetMessages.stop());
    sheetMessages.start();

    const digests = new DigestMessages({ store: lab.store, preferences, where });
    const morning = new Scheduler({
      jobs: [digestJob(digests, preferences)],
      timezone,
      fired: lab.store,
      log,
    });
    stops.push(() => morning.stop());
    // It may have to wait for Discord; nobody waits for it.
    void morning.start();
    preferences.onChange(() => void morning.refresh());

    const logs = new LiveLogs({ runs: lab.runs, where, texts, editSeconds, log });
    stops.push(() => logs.stop());
    logs.start();
    const talk = new ThreadTalk({ runs: lab.runs, where, log });
    stops.push(() => talk.stop());
    talk.start();

    const permissions = new WatchPermissions({
      ...{ client, channelId: place.channelId, preferences, administrators, log },
      onBack: () => board.tryNow(),
    });
    stops.push(() => permissions.stop());
    permissions.start();

    followGuild(client, {
      ...{ guildId: place.guildId, log, say },
      register: () => register(client, place.guildId, commands.values()),
      onBack: () => {
        board.tryNow();
        administrators.tryNow();
      },
    });
    const dispatcher = new Dispatcher({
      lab: { ...lab, sheet: desk, ...{ board, logs, settings, commands, channelId: place.channelId } },
      guildId: place.guildId,
      language,
      gate: new Gate({ preferences, channelId: place.channelId }),
      audit: lab.audit,
      log,
    });
    dispatcher.listen(client);
    say(`Labmate is ready as ${client.user.displayName}. Type /train in the channel.`);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The practice guild takes the place of whatever is not set up: Discord, the sheet, or both. */
async function practiceIfNeeded(settings: Settings, log: Logger): Promise<Practice | undefined> {
  const { DISCORD_TOKEN, GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_SHEETS_API_URL, PRACTICE_PORT } =
    settings.environment;
  if (DISCORD_TOKEN && (GOOGLE_APPLICATION_CREDENTIALS || GOOGLE_SHEETS_API_URL)) return undefined;
  try {
    return await startPractice({ home: settings.home, port: PRACTICE_PORT, log });
  } catch (cause) {
    throw new UserError('practice.port', `${(cause as Error).message}.`, { cause });
  }
}

function sheetPlace(
  { sheetPlace: set }: Pick<LabParts, 'sheetPlace'>,
  practice: Practice | undefined,
): SheetPlace {
  if (set.credentialsFile || set.rootUrl || !practice) return set;
  return {
    spreadsheetId: practice.spreadsheetId,
    credentialsFile: undefined,
    rootUrl: practice.sheetsApiUrl,
  };
}

function discordPlace({ environment }: Settings, practice: Practice | undefined): DiscordPlace {
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID, DISCORD_API_URL } = environment;
  if (DISCORD_TOKEN) {
    if (DISCORD_GUILD_ID && DISCORD_CHANNEL_ID)
      return {
        token: DISCORD_TOKEN,
        guildId: DISCORD_GUILD_ID,
        channelId: DISCORD_CHANNEL_ID,
        apiUrl: DISCORD_API_URL,
      };
    throw new UserError(
      'config.discord',
      'DISCORD_TOKEN is set, but DISCORD_GUILD_ID or DISCORD_CHANNEL_ID is not. In Discord turn on Developer Mode, right-click the server and the channel, “Copy ID”, and put both into .env.',
    );
  }
  if (!practice) throw new Error('No Discord and no practice guild: this cannot happen');
  const { token, guildId, channelId, discordApiUrl } = practice;
  return { token, guildId, channelId, apiUrl: discordApiUrl };
}
