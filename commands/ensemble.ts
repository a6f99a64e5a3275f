import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command } from '../src/chat/command.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { ensembleView } from '../src/chat/views/ensemble-view.js';
import { resultsOptions } from '../src/runs/options.js';

/** Discord takes files of at most 10 MiB. */
const ATTACHMENT_MAX = 10 * 1024 * 1024;

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'ensemble',
    description: 'Build the submission file from the best runs',
    options: [slashOption('top', resultsOptions.top), slashOption('method', resultsOptions.method)],
  },
  defer: 'public',

  async execute(interaction, { ensembles, texts }) {
    const { submission, result } = await ensembles.build(typedOptions(interaction), authorOf(interaction));
    const { size } = await stat(submission.submission);
    const fits = size <= ATTACHMENT_MAX;
    await answer(interaction, {
      embeds: [ensembleView(submission, result, texts, fits ? undefined : submission.submission)],
      files: fits ? [{ attachment: submission.submission, name: basename(submission.submission) }] : [],
    });
  },
} satisfies Command;
