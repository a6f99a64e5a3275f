import {
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Button, Command, Lab } from '../src/chat/command.js';
import { customId } from '../src/chat/custom-id.js';
import { requireOwn } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { textForm } from '../src/chat/text-form.js';
import { verdictWord } from '../src/chat/views/verdict-buttons.js';
import type { RawOptions } from '../src/runs/check-option.js';
import { resultsOptions } from '../src/runs/options.js';
import { type Run, VERDICTS } from '../src/runs/run.js';
import { canBeJudged, judge, SENTENCE_MAX, verdictOptions } from '../src/runs/verdict.js';

/** The result's message follows the store, and so shows what is said here. */
function judged(
  interaction: ButtonInteraction | ChatInputCommandInteraction | ModalSubmitInteraction,
  id: string,
  said: RawOptions,
  { runs, preferences }: Lab,
): Promise<Run> {
  const run = runs.require(id);
  requireOwn(interaction, run, preferences);
  return judge(run, said, authorOf(interaction), runs);
}

const press = (verdict: string): Button => ({
  defer: 'update',
  press: async (interaction, id, lab) => void (await judged(interaction, id, { verdict }, lab)),
});

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'verdict',
    description: 'Answer the question that a run was started with',
    options: [
      slashOption('run', resultsOptions.run, { required: true }),
      slashOption('verdict', verdictOptions.verdict, { required: true }),
      slashOption('sentence', verdictOptions.sentence),
    ],
  },
  needs: 'train',
  defer: 'ephemeral',

  async execute(interaction, lab) {
    const { run: id, ...said } = typedOptions(interaction);
    const run = await judged(interaction, String(id ?? ''), said, lab);
    const { t } = lab.texts;
    if (run.verdict)
      await answer(interaction, {
        content: t('verdict.noted', { run: run.id, verdict: verdictWord(run.verdict, lab.texts) }),
      });
  },

  autocomplete(interaction, { runs, texts }) {
    const open = runs.store.list().filter((run) => canBeJudged(run));
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), open, texts));
  },

  buttons: {
    ...Object.fromEntries(VERDICTS.map((value) => [value, press(value)])),
    why: {
      form(interaction, id, { runs, preferences, texts }) {
        const run = runs.require(id);
        requireOwn(interaction, run, preferences);
        const verdict = run.verdict ? verdictWord(run.verdict, texts) : '';
        return textForm(customId('verdict', 'why', id), texts.t('verdict.formTitle', { run: id, verdict }), [
          {
            id: 'sentence',
            label: texts.t('verdict.sentence'),
            value: run.verdict?.sentence ?? '',
            max: SENTENCE_MAX,
            required: false,
          },
        ]);
      },
    },
  },
  forms: {
    why: {
      defer: 'update',
      submit: async (interaction, id, lab) => {
        const sentence = interaction.fields.getTextInputValue('sentence').trim();
        await judged(interaction, id, { sentence }, lab);
      },
    },
  },
} satisfies Command;
