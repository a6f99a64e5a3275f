import { ApplicationCommandType } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command } from '../src/chat/command.js';
import { ensembleMessage } from '../src/chat/ensemble-message.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { memberName } from '../src/chat/views/member-name.js';
import { ensembleOptions } from '../src/ensemble/ensemble-options.js';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'ensemble',
    description: 'Build the submission file from the best runs',
    options: Object.entries(ensembleOptions).map(([name, def]) =>
      slashOption(name, def, { suggested: false }),
    ),
  },
  needs: 'train',
  defer: 'public',

  async execute(interaction, { ensembles, runs, texts }) {
    const { channelId } = interaction;
    const built = await ensembles.build(typedOptions(interaction), authorOf(interaction), { channelId });
    if ('submission' in built) return answer(interaction, await ensembleMessage(built, runs.task, texts));
    const members = built.pending.missing.map((name) => memberName(name, texts)).join(', ');
    await answer(interaction, { content: texts.t('ensembles.waiting', { members }) });
  },
} satisfies Command;
