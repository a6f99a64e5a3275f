import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Disk } from '../disk/disk.js';
import { planned } from '../disk/disk-report.js';
import { inBytes } from '../hub/disk-room.js';
import { diskView, planText } from './views/disk-view.js';

type Row = APIActionRowComponent<APIButtonComponent>;

/** What `/disk` buttons do: ask whether it is meant, or do it. */
export const ASK = 'ask';
export const FREE = 'free';

const button = (action: string, style: ButtonStyle.Secondary | ButtonStyle.Danger, label: string): Row => ({
  type: ComponentType.ActionRow,
  components: [{ type: ComponentType.Button, style, label, custom_id: `disk:${action}` }],
});

/** The answer to `/disk show`, with a button where there is something to free. */
export async function diskMessage(disk: Disk): Promise<{ embeds: APIEmbed[]; components: Row[] }> {
  const report = await disk.report();
  const bytes = planned(report.plan);
  return {
    embeds: [diskView(report, disk.rule)],
    components: bytes > 0 ? [button(ASK, ButtonStyle.Secondary, `Free ${inBytes(bytes)}`)] : [],
  };
}

/** Nothing has happened yet: what would go, and a button that does it. */
export async function askMessage(disk: Disk): Promise<{ content: string; components: Row[] }> {
  const plan = await disk.plan();
  const bytes = planned(plan);
  if (bytes === 0) return { content: 'The rule gives up nothing: there is nothing to free.', components: [] };
  return {
    content: `This removes ${planText(plan)}. Their scores, events, metrics, specs and logs stay; a checkpoint comes back only by training again. Is that meant?`,
    components: [button(FREE, ButtonStyle.Danger, `Yes, free ${inBytes(bytes)}`)],
  };
}
