import type { Logger } from 'pino';
import { connect, type DiscordPlace, linkBase, register } from './chat/connect.js';
import type { Command } from './chat/command.js';
import { DigestMessages } from './chat/digest-messages.js';
import { Dispatcher } from './chat/dispatcher.js';
import { EnsembleMessages } from './chat/ensemble-messages.js';
import { followGuild } from './chat/follow-guild.js';
import { Gate } from './chat/gate.js';
import { LiveLogs } from './chat/live-logs.js';
import { RunBoard } from './chat/run-board.js';
import { RunMessages } from './chat/run-messages.js';
import { SheetMessages } from './chat/sheet-messages.js';
import { SweepMessages } from './chat/sweep-messages.js';
import { TellAdministrators } from './chat/tell-administrators.js';
import { ThreadTalk } from './chat/thread-talk.js';
import { WatchPermissions } from './chat/watch-permissions.js';
import type { LabParts } from './lab.js';
import { digestJob } from './schedule/digest-job.js';
import { Scheduler } from './schedule/scheduler.js';
import type { SheetDesk } from './sheet/sheet-desk.js';
import type { SheetNews } from './sheet/telling/sheet-news.js';
import type { StartedParts } from './started-parts.js';
import { textsIn } from './texts/texts.js';

/**
 * Connects to Discord and starts all that follows the store there, and then what answers people.
 * @param parts get what was started, also where it is rejected
 * @param signal ends the wait for Discord
 */
export async function openChannel(
  parts: StartedParts,
  {
    lab,
    place,
    commands,
    sheet: { desk, news },
    log,
    say,
    signal,
  }: {
    lab: LabParts;
    place: DiscordPlace;
    commands: ReadonlyMap<string, Command>;
    sheet: { desk: SheetDesk; news: SheetNews };
    log: Logger;
    say: (line: string) => void;
    signal: AbortSignal | undefined;
  },
): Promise<void> {
  const { runs, store, preferences, settings } = lab;
  const client = await connect(place, commands.values(), { log, say, ...(signal ? { signal } : {}) });
  parts.add(() => client.destroy());
  const where = { client, ...place, linkBase: linkBase(place.apiUrl) };
  const language = () => preferences.get().language;
  const texts = () => textsIn(language());
  const editSeconds = settings.labmate.board.edit_seconds;

  const administrators = new TellAdministrators({ client, ...place, preferences, store, log });
  parts.start(administrators);

  const messages = new RunMessages({ runs, where, texts, log, rules: preferences });
  const board = new RunBoard({ runs, messages, editSeconds, log });
  parts.start(board);
  parts.start(new SweepMessages({ sweeps: lab.sweeps, where, texts, log, rules: preferences }));
  parts.start(
    new EnsembleMessages({ ensembles: lab.ensembles, store, task: settings.task, where, log, texts }),
  );
  const { account } = desk.report();
  parts.start(new SheetMessages({ news, where, texts, administrators, log, account }));

  const digests = new DigestMessages({ store, preferences, where });
  const morning = new Scheduler({
    jobs: [digestJob(digests, preferences)],
    timezone: () => preferences.get().timezone,
    fired: store,
    log,
  });
  parts.add(() => morning.stop());
  // It may have to wait for Discord; nobody waits for it.
  void morning.start();
  preferences.onChange(() => void morning.refresh());

  const logs = new LiveLogs({ runs, where, texts, editSeconds, log });
  parts.start(logs);
  parts.start(new ThreadTalk({ runs, where, log }));
  const { channelId, guildId } = place;
  parts.start(
    new WatchPermissions({
      ...{ client, channelId, preferences, administrators, log },
      onBack: () => board.tryNow(),
    }),
  );

  followGuild(client, {
    ...{ guildId, log, say },
    register: () => register(client, guildId, commands.values()),
    onBack: () => {
      board.tryNow();
      administrators.tryNow();
    },
  });
  const dispatcher = new Dispatcher({
    lab: { ...lab, sheet: desk, ...{ board, logs, settings, commands, channelId } },
    ...{ guildId, language, log },
    gate: new Gate({ preferences, channelId }),
    audit: lab.audit,
  });
  dispatcher.listen(client);
  say(`Labmate is ready as ${client.user.displayName}. Type /train in the channel.`);
}
