import { readFile } from 'node:fs/promises';
// Only the Sheets API: the whole of googleapis costs more memory than the bot itself.
import { auth, sheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { z } from 'zod';
import { UserError } from '../../user-error.js';

const serviceAccountSchema = z.object({
  type: z.literal('service_account'),
  client_email: z.email(),
  private_key: z.string().min(1),
});

export type SheetsClient = {
  api: sheets_v4.Sheets;
  /** The service account with which people share the sheet; undefined without credentials. */
  clientEmail: string | undefined;
};

/**
 * Google Sheets API v4, or any server compatible with it.
 * @param credentialsFile a service account's key file; without one requests carry no credentials
 * @param rootUrl where another server than Google's listens, such as `http://127.0.0.1:8787/`
 * @throws UserError `sheet.credentials` where the key file cannot be used; its content is never repeated
 */
export async function createSheetsClient({
  credentialsFile,
  rootUrl,
}: {
  credentialsFile?: string | undefined;
  rootUrl?: string | undefined;
}): Promise<SheetsClient> {
  const options: sheets_v4.Options = { version: 'v4', ...(rootUrl ? { rootUrl } : {}) };
  if (!credentialsFile) return { api: sheets(options), clientEmail: undefined };
  const { client_email, private_key } = await readServiceAccount(credentialsFile);
  const google = new auth.GoogleAuth({
    credentials: { client_email, private_key },
    scopes: ['https://www.googleapis.com/auth/spreadsheets'],
  });
  return { api: sheets({ ...options, auth: google }), clientEmail: client_email };
}

async function readServiceAccount(file: string): Promise<z.infer<typeof serviceAccountSchema>> {
  const refuse = (why: string): never => {
    throw new UserError(
      'sheet.credentials',
      `GOOGLE_APPLICATION_CREDENTIALS names ${file}, but ${why}. ` +
        'Put the JSON key of a Google service account there, or leave the variable empty to use the practice sheet.',
    );
  };
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    refuse(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`),
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file, and with it the key.
    return refuse('it is not JSON');
  }
  const checked = serviceAccountSchema.safeParse(value);
  if (checked.success) return checked.data;
  const keys = checked.error.issues.map((issue) => issue.path.join('.') || 'the file');
  return refuse(`it is no service account key (look at: ${keys.join(', ')})`);
}
