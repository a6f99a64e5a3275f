import { type APIEmbed, ButtonStyle } from 'discord.js';
import type { Disk } from '../disk/disk.js';
import { planned } from '../disk/disk-report.js';
import { inBytes } from '../hub/disk-room.js';
import { customId } from './custom-id.js';
import { button, type ButtonRow, buttonRow } from './views/card-buttons.js';
import { diskView, planText } from './views/disk-view.js';

/** What `/disk` buttons do: ask whether it is meant, or do it. */
export const ASK = 'ask';
export const FREE = 'free';

const row = (action: string, style: ButtonStyle.Secondary | ButtonStyle.Danger, label: string): ButtonRow =>
  buttonRow(button(customId('disk', action, 'rule'), label, style));

/** The answer to `/disk show`, with a button where there is something to free. */
export async function diskMessage(disk: Disk): Promise<{ embeds: APIEmbed[]; components: ButtonRow[] }> {
  const report = await disk.report();
  const bytes = planned(report.plan);
  return {
    embeds: [diskView(report, disk.rule)],
    components: bytes > 0 ? [row(ASK, ButtonStyle.Secondary, `Free ${inBytes(bytes)}`)] : [],
  };
}

/** Nothing has happened yet: what would go, and a button that does it. */
export async function askMessage(disk: Disk): Promise<{ content: string; components: ButtonRow[] }> {
  const plan = await disk.plan();
  const bytes = planned(plan);
  if (bytes === 0) return { content: 'The rule gives up nothing: there is nothing to free.', components: [] };
  return {
    content: `This removes ${planText(plan)}. Their scores, events, metrics, specs and logs stay; a checkpoint comes back only by training again. Is that meant?`,
    components: [row(FREE, ButtonStyle.Danger, `Yes, free ${inBytes(bytes)}`)],
  };
}
