import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
} from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command } from '../src/chat/command.js';
import { executeImport, importActions, importSubcommand } from '../src/chat/import-sheet.js';
import type { Need } from '../src/runs/preferences/preferences-data.js';
import { customId } from '../src/chat/custom-id.js';
import { tellChannel } from '../src/chat/tell-channel.js';
import { plain } from '../src/chat/limits.js';
import { button, buttonRow } from '../src/chat/views/card-buttons.js';
import { rebuildView, sheetView } from '../src/chat/views/sheet-view.js';
import { changesNothing } from '../src/sheet/rebuild/rebuild-plan.js';
import { sayPlan } from '../src/sheet/rebuild/say-plan.js';

const REBUILD = 'rebuild';
/** By subcommand. */
const NEEDS: ReadonlyMap<string | undefined, Need> = new Map([
  ['status', 'view'],
  ['import', 'train'],
]);

const subcommand = (name: string, description: string): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name,
  description,
});

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'sheet',
    description: "The team's sheet: its link, what waits, what people changed in it",
    options: [
      subcommand('status', 'Its link, what waits to be written, what keeps it, cells that people changed'),
      subcommand(
        'rebuild',
        'Put back rows that people deleted and whatever else is not right; it asks first',
      ),
      importSubcommand,
    ],
  },
  needs: (_typed, chosen) => NEEDS.get(chosen) ?? 'admin',
  defer: 'ephemeral',

  async execute(interaction, lab) {
    const { sheet, texts } = lab;
    const chosen = interaction.options.getSubcommand();
    if (chosen === 'import') return executeImport(interaction, lab);
    if (chosen === 'status') return answer(interaction, { embeds: [sheetView(sheet.report(), texts)] });
    const plan = await sheet.plan(texts);
    const isAsked = !changesNothing(plan);
    const row = buttonRow(
      button(customId('sheet', REBUILD, 'now'), texts.t('sheetCommand.rebuild'), ButtonStyle.Primary),
    );
    await answer(interaction, {
      embeds: [rebuildView(plan, isAsked, texts)],
      components: isAsked ? [row] : [],
    });
  },

  buttons: {
    ...importActions,
    [REBUILD]: {
      needs: 'admin',
      defer: 'update',
      async press(interaction, _now, lab) {
        // Not what was shown: people may have worked in the sheet since.
        const { plan, isDone } = await lab.sheet.rebuild(lab.texts);
        const content = lab.texts.t(isDone ? 'sheetCommand.done' : 'sheetCommand.goes_on');
        await answer(interaction, { content, embeds: [], components: [] });
        if (!changesNothing(plan))
          await tellChannel(
            interaction,
            (texts) => [
              texts.t('sheetCommand.told'),
              ...sayPlan(plan, texts, plain).map((line) => `• ${line}`),
            ],
            lab,
          );
      },
    },
  },
} satisfies Command;
