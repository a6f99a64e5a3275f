import { type APIEmbed, ButtonStyle } from 'discord.js';
import type { Disk } from '../disk/disk.js';
import { planned } from '../disk/disk-report.js';
import { inBytes } from '../hub/disk-room.js';
import type { Texts } from '../texts/texts.js';
import { customId } from './custom-id.js';
import { button, type ButtonRow, buttonRow } from './views/card-buttons.js';
import { diskView, planText } from './views/disk-view.js';

/** What `/disk` buttons do: ask whether it is meant, or do it. */
export const ASK = 'ask';
export const FREE = 'free';

const row = (action: string, style: ButtonStyle.Secondary | ButtonStyle.Danger, label: string): ButtonRow =>
  buttonRow(button(customId('disk', action, 'rule'), label, style));

/** The answer to `/disk show`, with a button where there is something to free. */
export async function diskMessage(
  disk: Disk,
  texts: Texts,
): Promise<{ embeds: APIEmbed[]; components: ButtonRow[] }> {
  const report = await disk.report();
  const bytes = planned(report.plan);
  return {
    embeds: [diskView(report, disk.rule, texts)],
    components:
      bytes > 0 ? [row(ASK, ButtonStyle.Secondary, texts.t('disk.free', { bytes: inBytes(bytes) }))] : [],
  };
}

/** Nothing has happened yet: what would go, and a button that does it. */
export async function askMessage(
  disk: Disk,
  texts: Texts,
): Promise<{ content: string; components: ButtonRow[] }> {
  const { t } = texts;
  const plan = await disk.plan();
  const bytes = planned(plan);
  if (bytes === 0) return { content: t('disk.gives_up'), components: [] };
  return {
    content: t('disk.ask', { plan: planText(plan, texts) }),
    components: [row(FREE, ButtonStyle.Danger, t('disk.yes', { bytes: inBytes(bytes) }))],
  };
}
