import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns, suggestSubmissions } from '../src/chat/suggest.js';
import { predictionView } from '../src/chat/views/prediction-view.js';
import { checkOption, checkOptions } from '../src/runs/check-option.js';
import { textPredictOptions } from '../src/predict/predict-options.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'predict',
    description: 'The emotions of a text, as the best run or an ensemble sees them',
    options: [
      slashOption('text', textPredictOptions.text, { required: true }),
      slashOption('target', textPredictOptions.target),
      slashOption('run', textPredictOptions.run),
      slashOption('submission', textPredictOptions.submission),
    ],
  },
  defer: 'public',

  async execute(interaction, { predictor, runs, texts }) {
    const typed = typedOptions(interaction);
    const text = String(checkOption('text', textPredictOptions.text, typed.text ?? ''));
    const { target, run, submission } = checkOptions(textPredictOptions, typed) as Record<
      string,
      string | undefined
    >;
    const prediction = await predictor.predict({
      text,
      target,
      run,
      submission,
      person: interaction.user.id,
    });
    const embed = predictionView({ text, target }, prediction, runs.task, texts);
    await answer(interaction, { embeds: [embed] });
  },

  autocomplete(interaction, { runs, texts }) {
    const { name, value } = interaction.options.getFocused(true);
    const { store } = runs;
    return Promise.resolve(
      name === 'submission'
        ? suggestSubmissions(value, store.submissions(), texts)
        : suggestRuns(
            value,
            store.list().filter(({ state }) => state === 'done'),
            texts,
          ),
    );
  },
} satisfies Command;
