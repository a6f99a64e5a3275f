import type { APIEmbed, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { INTENT_MAX } from '../runs/parse-options.js';
import type { Run } from '../runs/run.js';
import { sameRunInChat } from './views/same-run.js';
import { takenOutOf, tweakLines, tweakOptions } from '../runs/tweak.js';
import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { answer } from './answer.js';
import { authorOf } from './author-of.js';
import type { Form, Lab } from './command.js';
import { customId } from './custom-id.js';
import { fitEmbed } from './limits.js';
import { textForm } from './text-form.js';
import { button, buttonRow } from './views/card-buttons.js';

const LINES_MAX = 2000;

type Typed = { lines: string; intent: string };

/** A run's spec, to be changed and queued anew. */
export function tweakForm(run: Run, { settings, texts }: Lab): Form {
  return form(run, { lines: tweakLines(run, settings), intent: run.intent }, texts);
}

/** The same form with what was typed the last time, from the answer that said what was wrong with it. */
export function tweakAgain(run: Run, interaction: ButtonInteraction, lab: Lab): Form {
  const [lines, intent] = interaction.message.embeds.map(({ description }) => unfenced(description ?? ''));
  return lines === undefined ? tweakForm(run, lab) : form(run, { lines, intent: intent ?? '' }, lab.texts);
}

function form(run: Run, { lines, intent }: Typed, { t }: Texts): Form {
  return textForm(customId('train', 'tweak', run.id), t('buttons.tweakTitle', { run: run.id }), [
    {
      id: 'options',
      label: t('buttons.tweakOptions'),
      about: t('buttons.tweakOptionsAbout'),
      value: lines,
      max: LINES_MAX,
      required: false,
    },
    {
      id: 'intent',
      label: t('buttons.intent'),
      about: t('buttons.intentAbout'),
      value: intent,
      max: INTENT_MAX,
      required: false,
    },
  ]);
}

/** Queues the changed run. A mistake is told to whoever typed, with what they typed and a button to go on from there. */
export async function queueTweaked(
  interaction: ModalSubmitInteraction,
  run: Run,
  { runs, queue, settings, texts: { t, say } }: Lab,
): Promise<void> {
  const lines = interaction.fields.getTextInputValue('options');
  const intent = interaction.fields.getTextInputValue('intent');
  try {
    const queued = await runs.submit(tweakOptions(run, { lines, intent }, settings), authorOf(interaction), {
      defaulted: takenOutOf(run, lines, settings),
    });
    queue.wake();
    await answer(interaction, { content: t('buttons.queued', { run: queued.id }) });
  } catch (error) {
    const mistake = sameRunInChat(error);
    if (!(mistake instanceof UserError)) throw mistake;
    await answer(interaction, {
      content: `${say(mistake.sentence)}\n${t('buttons.typed')}`,
      embeds: [fenced(lines), ...(intent.trim() === '' ? [] : [fenced(intent)])],
      components: [buttonRow(button(customId('train', 'edit', run.id), t('buttons.edit')))],
    });
  }
}

const FENCE = '```';
/** Three backticks would end the block; no option holds them. */
const fenced = (text: string): APIEmbed =>
  fitEmbed({ description: `${FENCE}\n${text.replaceAll(FENCE, "'''")}\n${FENCE}` });

const unfenced = (text: string): string => text.replace(/^```\n/, '').replace(/\n```$/, '');
