import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  AttachmentBuilder,
} from 'discord.js';
import type { RawOptions } from '../runs/check-option.js';
import { exportOptions } from '../sheet/export/export-options.js';
import { exportRuns } from '../sheet/export/export-runs.js';
import { say, type Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Lab } from './command.js';
import { ATTACHMENT } from './limits.js';
import { slashOption } from './options.js';

const pack = promisify(gzip);

export const exportSubcommand: APIApplicationCommandSubcommandOption = {
  type: ApplicationCommandOptionType.Subcommand,
  name: 'export',
  description: 'All runs as a CSV or Excel file, with the columns of the sheet',
  options: Object.entries(exportOptions).map(([name, def]) =>
    slashOption(name, def, { required: name === 'format' }),
  ),
};

/**
 * The runs as a file; packed where it is larger than Discord takes.
 * @throws UserError as exportRuns, and `export.large` where it is too large even so
 */
export async function exportMessage(
  options: RawOptions,
  { runs, settings }: Pick<Lab, 'runs' | 'settings'>,
  { t, language }: Texts,
): Promise<{ content: string; files: AttachmentBuilder[] }> {
  const { labels } = settings.task;
  const { name, bytes, runs: count } = await exportRuns(options, runs.store.list(), { labels, language });
  const done = t('imports.export.done', { count, day: new Date().toISOString().slice(0, 10) });
  if (bytes.length <= ATTACHMENT) return { content: done, files: [new AttachmentBuilder(bytes, { name })] };
  const packed = await pack(bytes);
  if (packed.length > ATTACHMENT)
    throw new UserError(
      'export.large',
      say('imports.export.large', {
        ...{ size: Math.round(packed.length / 2 ** 20), format: String(options.format ?? 'csv') },
      }),
    );
  return {
    content: `${done} ${t('imports.export.zipped')}`,
    files: [new AttachmentBuilder(packed, { name: `${name}.gz` })],
  };
}
