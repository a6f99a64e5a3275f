import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command, Lab } from '../src/chat/command.js';
import { isAdmin, mayCancel } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { queueView } from '../src/chat/views/queue-view.js';
import { pauseQueue, resumeQueue } from '../src/queue/pause-queue.js';
import { resultsOptions } from '../src/runs/options.js';
import { moveRun, placeOption } from '../src/runs/queue-order.js';
import { say } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

const what = (name: string, description: string) =>
  ({ type: ApplicationCommandOptionType.Subcommand, name, description }) as const;

/** A sentence on what was done to the queue, and the queue as it is now. */
async function change(interaction: ChatInputCommandInteraction, lab: Lab): Promise<string | undefined> {
  const { runs, texts } = lab;
  const { t } = texts;
  switch (interaction.options.getSubcommand(false)) {
    case 'move': {
      const typed = typedOptions(interaction);
      const wanted = runs.require(String(typed.run ?? ''));
      if (!mayCancel(interaction, wanted, lab.preferences))
        throw new UserError(
          'queue.forbidden',
          say('queue.others', { run: wanted.id, author: wanted.author.name }),
        );
      const { place, of } = await moveRun(wanted, typed.place ?? 1, runs);
      return t('queue.moved', { run: wanted.id, place, of });
    }
    case 'pause':
      requireAdmin(interaction, lab);
      return t((await pauseQueue(authorOf(interaction), lab)) ? 'queue.paused' : 'queue.pausedAlready');
    case 'resume':
      requireAdmin(interaction, lab);
      return t((await resumeQueue(lab)) ? 'queue.resumed' : 'queue.runsAlready');
    case null:
    default:
      return undefined;
  }
}

function requireAdmin(interaction: ChatInputCommandInteraction, { preferences }: Lab): void {
  if (!isAdmin(interaction, preferences)) throw new UserError('queue.admin', say('queue.admin'));
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'queue',
    description: 'What trains now and what waits',
    options: [
      what('list', 'What trains now and what waits'),
      {
        ...what('move', 'Move a waiting run to another place'),
        options: [
          slashOption('run', resultsOptions.run, { required: true }),
          slashOption('place', placeOption),
        ],
      },
      what('pause', 'Start no more runs until it is resumed; what trains goes on'),
      what('resume', 'Start waiting runs again'),
    ],
  },
  needs: (_typed, subcommand) => (subcommand === 'list' ? 'view' : 'train'),
  defer: 'public',

  async execute(interaction, lab) {
    const content = await change(interaction, lab);
    const { store } = lab.runs;
    const running = store.list().filter(({ state }) => state === 'running');
    const { night: window, timezone } = lab.preferences.get();
    const night = window && { window, timezone, now: new Date() };
    const view = queueView([...running, ...lab.runs.waiting()], lab.texts, store.paused(), night);
    await answer(interaction, { ...(content === undefined ? {} : { content }), embeds: [view] });
  },

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.waiting(), texts));
  },
} satisfies Command;
