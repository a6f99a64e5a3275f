import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption,
} from 'discord.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command } from '../src/chat/command.js';
import { nightLine } from '../src/chat/night-line.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { rerun } from '../src/chat/rerun-button.js';
import { suggestNames, suggestRuns } from '../src/chat/suggest.js';
import { suggestQuestionInSet } from '../src/chat/suggest-questions.js';
import { suggestSettings } from '../src/chat/suggest-settings.js';
import { queueTweaked, tweakAgain, tweakForm } from '../src/chat/tweak-form.js';
import { cardButtons } from '../src/chat/views/card-buttons.js';
import { runCard } from '../src/chat/views/run-card.js';
import { sameRunInChat } from '../src/chat/views/same-run.js';
import { listModelFolders } from '../src/runs/find-model.js';
import { runOptions, startOptions } from '../src/runs/options.js';
import { withMendedLine } from '../src/runs/mended.js';
import { openQuestions } from '../src/runs/question.js';
import { INTENT_MAX } from '../src/runs/parse-options.js';
import { listDataSets } from '../src/task/find-data-set.js';
import { type Described, describedIn } from '../src/texts/described.js';
import type { Texts } from '../src/texts/texts.js';

const intent: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'intent',
  description: 'Why this run: the question that it should answer',
  max_length: INTENT_MAX,
};
/** Discord takes 25 options a command; the rest of them are typed here. */
const set: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'set',
  description: 'Any other option, as name=value: label_smoothing=0.1 others=drop',
  autocomplete: true,
  max_length: 1000,
};
const preset: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'preset',
  description: 'Named settings of configs/presets; what you type goes over them',
  autocomplete: true,
};

/**
 * The fields of /train, in the order in which Discord offers them: 25 at most. Every other option of a run has
 * `slash: false` and is typed in `set`.
 */
const OPTION_FIELDS = [
  ...(['model', 'loss', 'gamma_neg', 'gamma_pos', 'clip', 'lr', 'epochs', 'batch', 'maxlen'] as const),
  ...(['schedule', 'warmup', 'decay', 'dropout', 'seed', 'folds', 'seeds', 'patience'] as const),
  ...(['target', 'clean', 'data'] as const),
];

/** What is said of a run beside its spec; the last two have no field of their own. */
const { from, again, when, question } = startOptions;

/** Rates that people try, for encoders and for the n-gram model. */
const USUAL_RATES = ['1e-5', '2e-5', '3e-5', '4e-5', '5e-5', '1e-4', '5e-4', '1e-3', '1e-2'];

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'train',
    description: 'Queue a training run; without options it trains the default model',
    options: [
      intent,
      ...OPTION_FIELDS.map((name) => slashOption(name, runOptions[name])),
      preset,
      ...Object.entries({ from, again }).map(([name, def]) => slashOption(name, def)),
      set,
    ],
  },
  alsoTakes: [...Object.keys(runOptions), 'when', 'question'],
  needs: 'train',
  defer: 'public',

  async execute(interaction, { runs, queue, board, preferences, texts }) {
    await board.announce(
      async () => {
        const typed = typedOptions(interaction);
        const run = await runs
          .submit(typed, authorOf(interaction))
          .catch((error: unknown) => Promise.reject(withMendedLine(sameRunInChat(error), typed, 'chat')));
        // Training does not wait for Discord to take the card.
        queue.wake();
        return run;
      },
      (run) =>
        interaction.editReply({
          ...runCard(run, texts, runs.base(run), nightLine(run, preferences)),
          components: cardButtons(run, texts),
          allowedMentions: { parse: [] },
        }),
    );
  },

  buttons: {
    rerun: { defer: 'ephemeral', press: rerun },
    tweak: { form: (_interaction, id, lab) => tweakForm(lab.runs.require(id), lab) },
    edit: { form: (interaction, id, lab) => tweakAgain(lab.runs.require(id), interaction, lab) },
  },
  forms: {
    tweak: {
      defer: 'ephemeral',
      submit: (interaction, id, lab) => queueTweaked(interaction, lab.runs.require(id), lab),
    },
  },

  async autocomplete(interaction, { settings, runs, texts }) {
    const { name, value } = interaction.options.getFocused(true);
    switch (name) {
      case 'model': {
        const folders = await listModelFolders(settings.modelRoots);
        const found = Object.fromEntries(folders.map((folder) => [folder, texts.t('suggest.folder')]));
        return suggestNames(value, { ...found, ...abouts(settings.models, texts) });
      }
      case 'from':
        return suggestRuns(value, runs.store.list(), texts);
      case 'set':
        return (
          suggestQuestionInSet(value, openQuestions(runs.store.list()), texts) ??
          suggestSettings(value, { ...runOptions, when, question }, texts)
        );
      case 'preset':
        return suggestNames(value, abouts(settings.presets, texts));
      case 'data': {
        const names = await listDataSets(settings.dataRoots);
        return suggestNames(value, Object.fromEntries(names.map((one) => [one, ''])));
      }
      case 'lr': {
        const typed = value.trim();
        const usual = USUAL_RATES.filter((rate) => rate.startsWith(typed));
        return [...new Set([...(typed ? [typed] : []), ...usual])].map((rate) => ({
          name: rate,
          value: rate,
        }));
      }
      default:
        return [];
    }
  },
} satisfies Command;

const abouts = (
  entries: Record<string, { description: Described }>,
  { language }: Texts,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries).map(([name, { description }]) => [name, describedIn(description, language)]),
  );
