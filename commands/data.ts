import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { dataPictures } from '../src/chat/data-pictures.js';
import { labelNamesIn } from '../src/chat/label-names.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestNames } from '../src/chat/suggest.js';
import { dataView } from '../src/chat/views/data-view.js';
import { checkOption } from '../src/runs/check-option.js';
import { runOptions } from '../src/runs/options.js';
import { describeData } from '../src/task/describe-data.js';
import { findDataSet, listDataSets } from '../src/task/find-data-set.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'data',
    description: 'What is in a data set: labels, pairs of them, lengths, repeats, overlap',
    options: [slashOption('data', runOptions.data)],
  },
  defer: 'public',

  async execute(interaction, { settings, texts }) {
    const typed = typedOptions(interaction).data ?? settings.labmate.defaults.data;
    const name = String(checkOption('data', runOptions.data, typed));
    const found = await findDataSet(name, settings.dataRoots);
    const described = await describeData(found, settings.task.labels);
    const report = { ...described, labels: described.labels.map(labelNamesIn(settings.task, texts)) };
    await answer(interaction, {
      embeds: dataView(name, report, texts),
      files: await dataPictures(name, report, texts),
    });
  },

  async autocomplete(interaction, { settings }) {
    const names = await listDataSets(settings.dataRoots);
    const { value } = interaction.options.getFocused(true);
    return suggestNames(value, Object.fromEntries(names.map((one) => [one, ''])));
  },
} satisfies Command;
