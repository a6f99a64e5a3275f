import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command, Lab } from '../src/chat/command.js';
import { customId } from '../src/chat/custom-id.js';
import { CONTENT, cut, plain } from '../src/chat/limits.js';
import { requireOwn } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { meantRun } from '../src/chat/run-of-channel.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { textForm } from '../src/chat/text-form.js';
import { changeIntent } from '../src/runs/notes.js';
import { resultsOptions } from '../src/runs/options.js';
import { INTENT_MAX } from '../src/runs/parse-options.js';
import type { Run } from '../src/runs/run.js';

async function change(
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  run: Run,
  text: string,
  { runs, preferences, texts: { t } }: Lab,
): Promise<void> {
  requireOwn(interaction, run, preferences);
  const { intent } = await changeIntent(run, text, authorOf(interaction), runs);
  const quoted = plain(intent).replaceAll('\n', '\n> ');
  await answer(interaction, {
    content: cut(`${t('notes.intentSet', { run: run.id })}\n> ${quoted}`, CONTENT),
  });
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'intent',
    description: 'Give a run its question; without text, in a form with the one that it has',
    options: [
      slashOption('run', resultsOptions.run),
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        description: 'Why this run: the question that it should answer',
        max_length: INTENT_MAX,
      },
    ],
  },
  needs: 'train',
  defer: 'public',

  form(interaction, { runs, preferences, texts }) {
    const { run: typed, text } = typedOptions(interaction);
    if (text !== undefined) return undefined;
    const run = meantRun(typed, interaction, runs);
    requireOwn(interaction, run, preferences);
    return textForm(customId('intent', 'text', run.id), texts.t('notes.intentTitle', { run: run.id }), [
      { id: 'text', label: texts.t('buttons.intent'), value: run.intent, max: INTENT_MAX },
    ]);
  },

  async execute(interaction, lab) {
    const { run: typed, text } = typedOptions(interaction);
    await change(interaction, meantRun(typed, interaction, lab.runs), String(text), lab);
  },

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.store.list(), texts));
  },

  forms: {
    text: {
      defer: 'public',
      submit: (interaction, id, lab) =>
        change(interaction, lab.runs.require(id), interaction.fields.getTextInputValue('text'), lab),
    },
  },
} satisfies Command;
