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
import { plain } from '../src/chat/limits.js';
import { requireOwn } from '../src/chat/may-cancel.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { meantRun } from '../src/chat/run-of-channel.js';
import { suggestQuestions } from '../src/chat/suggest-questions.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { textForm } from '../src/chat/text-form.js';
import { changeIntent } from '../src/runs/notes.js';
import { changeQuestion, findQuestion, openQuestions } from '../src/runs/question.js';
import { questionOption } from '../src/runs/question-option.js';
import type { RawValue } from '../src/runs/check-option.js';
import { resultsOptions } from '../src/runs/options.js';
import { INTENT_MAX } from '../src/runs/parse-options.js';
import type { Run } from '../src/runs/run.js';

const SHARED = {
  ...questionOption,
  description: 'A question that several runs answer together; none takes the run out',
};

type Typed = { text?: RawValue | undefined; question?: RawValue | undefined };

async function change(
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  run: Run,
  { text, question }: Typed,
  lab: Lab,
): Promise<void> {
  const { runs, preferences, texts } = lab;
  requireOwn(interaction, run, preferences);
  const lines: string[] = [];
  const shared = question === undefined ? run : await changeQuestion(run, question, runs);
  if (text !== undefined) {
    const { intent } = await changeIntent(shared, String(text), authorOf(interaction), runs);
    const quoted = plain(intent).replaceAll('\n', '\n> ');
    lines.push(`${texts.t('notes.intentSet', { run: run.id })}\n> ${quoted}`);
  }
  if (shared.question !== run.question || text === undefined) lines.push(sharedLine(shared, lab));
  await answer(interaction, { content: lines.join('\n') });
}

/** An intent that was left empty is none that somebody takes away: the shared question may stand alone. */
function filledIn({ fields }: ModalSubmitInteraction): Typed {
  const [text, question] = [fields.getTextInputValue('text'), fields.getTextInputValue('question')];
  return { question, ...(text.trim() === '' && question.trim() !== '' ? {} : { text }) };
}

function sharedLine({ id, question }: Run, { runs, texts: { t } }: Lab): string {
  if (question === null) return t('questions.left', { run: id });
  const count = findQuestion(question, runs.store.list()).runs.length - 1;
  const said = { run: id, question: plain(question) };
  return count === 0 ? t('questions.first', said) : t('questions.joined', { ...said, count });
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
      slashOption('question', SHARED, { suggested: true }),
    ],
  },
  needs: 'train',
  defer: 'public',

  form(interaction, { runs, preferences, texts }) {
    const { run: typed, text, question } = typedOptions(interaction);
    if (text !== undefined || question !== undefined) return undefined;
    const run = meantRun(typed, interaction, runs);
    requireOwn(interaction, run, preferences);
    return textForm(customId('intent', 'text', run.id), texts.t('notes.intentTitle', { run: run.id }), [
      { id: 'text', label: texts.t('buttons.intent'), value: run.intent, max: INTENT_MAX, required: false },
      {
        id: 'question',
        label: texts.t('questions.label'),
        about: texts.t('questions.about'),
        value: run.question ?? '',
        max: questionOption.maxLength,
        lines: 'one',
        required: false,
      },
    ]);
  },

  async execute(interaction, lab) {
    const { run: typed, text, question } = typedOptions(interaction);
    await change(interaction, meantRun(typed, interaction, lab.runs), { text, question }, lab);
  },

  autocomplete(interaction, { runs, texts }) {
    const { name, value } = interaction.options.getFocused(true);
    const all = runs.store.list();
    return Promise.resolve(
      name === 'question'
        ? suggestQuestions(value, openQuestions(all), texts)
        : suggestRuns(value, all, texts),
    );
  },

  forms: {
    text: {
      defer: 'public',
      submit: (interaction, id, lab) => change(interaction, lab.runs.require(id), filledIn(interaction), lab),
    },
  },
} satisfies Command;
