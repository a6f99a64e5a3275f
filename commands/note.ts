import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type MessageContextMenuCommandInteraction,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import { authorOf } from '../src/chat/author-of.js';
import type { Command } from '../src/chat/command.js';
import { linkBase } from '../src/chat/connect.js';
import { customId } from '../src/chat/custom-id.js';
import { cut, plain } from '../src/chat/limits.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { meantRun, runOfThread } from '../src/chat/run-of-channel.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { textForm } from '../src/chat/text-form.js';
import { addNote, NOTE_MAX } from '../src/runs/notes.js';
import { resultsOptions } from '../src/runs/options.js';
import type { Run } from '../src/runs/run.js';
import { say, type Texts } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

/** Entries of a menu in a form. */
const CHOICES = 25;

const added = (run: Run, text: string, { t }: Texts) => ({
  content: `📝 ${t('notes.added', { run: run.id })}\n> ${plain(text.trim()).replaceAll('\n', '\n> ')}`,
});

/** A message's own words, with whose they are where somebody else takes them. */
function wordsOf({ targetMessage: { author, content, member }, user }: MessageContextMenuCommandInteraction) {
  const name = member?.displayName ?? author.displayName;
  return cut(author.id === user.id || content === '' ? content : `${name}: ${content}`, NOTE_MAX);
}

/** Where a message is: Discord, or the compatible server's own page. */
const urlOf = (
  { client, guildId }: Pick<MessageContextMenuCommandInteraction, 'client' | 'guildId'>,
  channelId: string,
  messageId: string,
): string => `${linkBase(client.options.rest?.api)}/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'note',
    description: 'Note something on a run; without text, in a form with more room',
    options: [
      slashOption('run', resultsOptions.run),
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        description: 'What should be known of the run',
        max_length: NOTE_MAX,
      },
    ],
  },
  needs: 'train',
  defer: 'public',

  form(interaction, { runs, texts }) {
    const { run: typed, text } = typedOptions(interaction);
    if (text !== undefined) return undefined;
    const { id } = meantRun(typed, interaction, runs);
    return textForm(customId('note', 'text', id), texts.t('notes.title', { run: id }), [
      { id: 'text', label: texts.t('notes.text'), max: NOTE_MAX },
    ]);
  },

  async execute(interaction, { runs, texts }) {
    const { run: typed, text } = typedOptions(interaction);
    const run = meantRun(typed, interaction, runs);
    await addNote(run, { text: String(text) }, authorOf(interaction), runs);
    await answer(interaction, added(run, String(text), texts));
  },

  autocomplete(interaction, { runs, texts }) {
    return Promise.resolve(suggestRuns(interaction.options.getFocused(), runs.store.list(), texts));
  },

  forms: {
    text: {
      defer: 'public',
      async submit(interaction, id, { runs, texts }) {
        const text = interaction.fields.getTextInputValue('text');
        const run = runs.require(id);
        await addNote(run, { text }, authorOf(interaction), runs);
        await answer(interaction, added(run, text, texts));
      },
    },
    take: {
      defer: 'ephemeral',
      async submit(interaction, place, { runs, texts }) {
        const [channelId = '', messageId = ''] = place.split('.');
        const text = interaction.fields.getTextInputValue('text');
        const [id = ''] = interaction.fields.getStringSelectValues('run');
        const run = runs.require(id);
        await addNote(
          run,
          { text, url: urlOf(interaction, channelId, messageId) },
          authorOf(interaction),
          runs,
        );
        await answer(interaction, added(run, text, texts));
      },
    },
  },

  menu: {
    data: {
      type: ApplicationCommandType.Message,
      name: "Add to run's notes",
      name_localizations: { ko: '실험 메모에 추가' },
    },
    defer: 'ephemeral',

    /** In a run's thread it is that run; elsewhere one is chosen. */
    form(interaction, { runs, texts }) {
      if (runOfThread(interaction.channelId, runs)) return undefined;
      const choices = suggestRuns('', runs.store.list(), texts).slice(0, CHOICES);
      if (choices.length === 0) throw new UserError('note.none', say('notes.none'));
      const { id } = interaction.targetMessage;
      return textForm(customId('note', 'take', `${interaction.channelId}.${id}`), texts.t('notes.field'), [
        {
          id: 'run',
          label: texts.t('notes.run'),
          max: 1,
          choices: choices.map(({ name, value }, at) => ({ label: name, value, default: at === 0 })),
        },
        { id: 'text', label: texts.t('notes.text'), value: wordsOf(interaction), max: NOTE_MAX },
      ]);
    },

    async execute(interaction, { runs, texts }) {
      const run = meantRun(undefined, interaction, runs);
      const text = wordsOf(interaction);
      if (text.trim() === '') throw new UserError('note.empty', say('notes.empty'));
      const url = urlOf(interaction, interaction.channelId, interaction.targetMessage.id);
      await addNote(run, { text, url }, authorOf(interaction), runs);
      await answer(interaction, added(run, text, texts));
    },
  },
} satisfies Command;
