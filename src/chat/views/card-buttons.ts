import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { isDone } from '../../runs/leaderboard.js';
import { isOpen, type Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { customId } from '../custom-id.js';

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export const buttonRow = (...components: APIButtonComponentWithCustomId[]): ButtonRow => ({
  type: ComponentType.ActionRow,
  components,
});

export const button = (
  custom_id: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId => ({ type: ComponentType.Button, style, label, custom_id });

/** What can be done with a run from its card: an open one can be cancelled, a finished one compared. */
export function cardButtons(run: Run, { t }: Texts): ButtonRow[] {
  return [
    buttonRow(
      // The form of cards that earlier versions posted.
      ...(isOpen(run) ? [button(`cancel:${run.id}`, t('buttons.cancel'))] : []),
      button(customId('train', 'rerun', run.id), t('buttons.rerun')),
      button(customId('train', 'tweak', run.id), t('buttons.tweak')),
      ...(isDone(run) ? [button(customId('results', 'best', run.id), t('buttons.compare'))] : []),
    ),
  ];
}
