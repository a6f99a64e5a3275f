import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  type Attachment,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { importRuns } from '../sheet/import/import-runs.js';
import { PendingImports } from '../sheet/import/pending-imports.js';
import { planImport } from '../sheet/import/plan-import.js';
import { readGoogle } from '../sheet/import/read-google.js';
import { readTableInThread } from '../sheet/import/read-table-in-thread.js';
import { refuseFile } from '../sheet/import/refuse-file.js';
import { LIMITS, type Table } from '../sheet/import/table.js';
import { say, type Texts, textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { answer } from './answer.js';
import { authorOf } from './author-of.js';
import type { Button, Lab } from './command.js';
import { unlessRefused } from './discord-refusal.js';
import { plain } from './limits.js';
import { importButtons, importView } from './views/import-view.js';

const { Attachment: FILE, String: TEXT, Subcommand } = ApplicationCommandOptionType;
const FETCH_MS = 60_000;

/** `/sheet import`: shows what a table of results would become, with a button that does it. */
export const importSubcommand: APIApplicationCommandSubcommandOption = {
  type: Subcommand,
  name: 'import',
  description: 'Read an old table of results (CSV, XLSX, Google Sheet) as finished runs: shown first',
  options: [
    { type: FILE, name: 'file', description: 'A CSV or XLSX file' },
    { type: TEXT, name: 'url', description: 'A Google Sheet that is shared with the bot: its address or id' },
    { type: TEXT, name: 'tab', description: 'Name of the tab; the first one where you leave it out' },
  ],
};

/** @throws UserError `import.…` for a table that cannot be read or holds no runs */
export async function executeImport(interaction: ChatInputCommandInteraction, lab: Lab): Promise<void> {
  const { runs, settings, preferences, texts } = lab;
  const found = await tableOf(interaction, lab);
  const { timezone } = preferences.get();
  const plan = planImport(found, { runs: runs.store.list(), task: runs.task, timezone });
  const embeds = [importView(plan, settings.task.labels, texts)];
  if (plan.fresh.length === 0) return answer(interaction, { embeds });
  const id = await new PendingImports(settings.home).keep(found);
  await answer(interaction, { embeds, components: importButtons(id, plan.fresh.length, texts) });
}

async function tableOf(
  { options }: ChatInputCommandInteraction,
  { sheetPlace }: Lab,
): Promise<{ table: Table; from: string }> {
  const file = options.getAttachment('file');
  const url = options.getString('url');
  const tab = options.getString('tab') ?? undefined;
  if ((file === null) === (url === null)) throw new UserError('import.how', say('imports.how'));
  if (url !== null) return readGoogle(url, tab, sheetPlace);
  if (file === null) throw new UserError('import.how', say('imports.how'));
  return { table: await readTableInThread(await fetchFile(file), tab), from: file.name };
}

async function fetchFile({ url, size }: Attachment): Promise<Uint8Array> {
  if (size > LIMITS.bytes) refuseFile('bytes', { limit: LIMITS.bytes / 2 ** 20 });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!response.ok) throw new Error(String(response.status));
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    const why = (cause as Error).message.slice(0, 100);
    throw new UserError('import.fetch', say('imports.fetch', { why }), { cause });
  }
}

/** The buttons beneath what would be imported. */
export const importActions: Readonly<Record<string, Button>> = {
  import: { needs: 'train', defer: 'update', press: pressImport },
  drop: { needs: 'train', defer: 'update', press: pressDrop },
};

async function pressImport(interaction: ButtonInteraction, id: string, lab: Lab): Promise<void> {
  const { runs, settings, preferences, texts } = lab;
  const pending = new PendingImports(settings.home);
  const what = await pending.read(id);
  const { timezone, language } = preferences.get();
  const { added } = await importRuns(what, { runs, timezone, by: authorOf(interaction) });
  await pending.drop(id);
  const told = (who: string, { t }: Texts): string => t('imports.told', { ...of(added, what.from), who });
  const done =
    added.length === 0 ? texts.t('imports.nothing') : texts.t('imports.done', of(added, what.from));
  await interaction.editReply({ content: done, components: [], allowedMentions: { parse: [] } });
  const { channel, user } = interaction;
  if (added.length === 0 || !channel?.isSendable()) return;
  const content = told(`<@${user.id}>`, textsIn(language));
  // They are there, whether or not it can be told.
  await unlessRefused(
    async () => void (await channel.send({ content, allowedMentions: { parse: [] } })),
    () => undefined,
  );
}

const of = (added: readonly { id: string }[], from: string) => ({
  ...{ count: added.length, from: plain(from) },
  ...{ first: added[0]?.id ?? '', last: added.at(-1)?.id ?? '' },
});

async function pressDrop(interaction: ButtonInteraction, id: string, lab: Lab): Promise<void> {
  const pending = new PendingImports(lab.settings.home);
  const { from } = await pending.read(id);
  await pending.drop(id);
  const content = lab.texts.t('imports.dropped', { from: plain(from) });
  await interaction.editReply({ content, embeds: [], components: [], allowedMentions: { parse: [] } });
}
