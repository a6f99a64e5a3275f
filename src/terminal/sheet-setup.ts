import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import { atomicWrite } from '../runs/atomic-write.js';
import { refuseUnknown } from '../runs/check-option.js';
import { setupSheet } from '../sheet/setup/setup-sheet.js';
import { textsIn } from '../texts/texts.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

const madeSchema = z.object({ spreadsheetId: z.string().min(1) });

/**
 * `lab sheet setup`: the way to a Google Sheet, step by step; beside a running bot, too, for it changes nothing there.
 * @throws UserError what happened, why, and what to do
 */
export async function runSheetSetup(
  { options, plain }: Words,
  { environment, labmate, task, home }: Settings,
  progress: (line: string) => void,
): Promise<Answer> {
  refuseUnknown([...Object.keys(options), ...plain.slice(1)], []);
  const { GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_SHEET_ID, GOOGLE_SHEETS_API_URL } = environment;
  const report = await setupSheet({
    place: {
      spreadsheetId: GOOGLE_SHEET_ID,
      credentialsFile: GOOGLE_APPLICATION_CREDENTIALS,
      rootUrl: GOOGLE_SHEETS_API_URL,
    },
    labels: task.labels,
    texts: textsIn(labmate.sheet.language ?? labmate.language),
    made: madeIn(join(home, 'sheet-made.json')),
    progress,
  });
  const { next, link } = report;
  return {
    json: report,
    text: [...next, `The sheet: ${link ?? '-'}`, ...(next.length > 0 ? [] : ['All is set up.'])].join('\n'),
  };
}

const madeIn = (file: string) => ({
  async read(): Promise<string | undefined> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    try {
      return text === undefined ? undefined : madeSchema.parse(JSON.parse(text)).spreadsheetId;
    } catch {
      return undefined;
    }
  },
  async save(spreadsheetId: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await atomicWrite(file, JSON.stringify({ spreadsheetId }));
  },
});
