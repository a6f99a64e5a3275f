import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { sheets as googleSheets } from 'googleapis/build/src/apis/sheets/index.js';
import { createSheetsServer } from '../../src/practice/sheets/sheets-server.js';

/** The practice sheet on a free port, and the unmodified googleapis client in front of it. */
export async function serveSheets(dir?: string) {
  const home = dir ?? (await mkdtemp(join(tmpdir(), 'labmate-sheets-')));
  const server = createSheetsServer({ dir: home });
  const http = serve({ fetch: server.routes.fetch, hostname: '127.0.0.1', port: 0 });
  if (!http.listening) await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    server,
    url,
    home,
    spreadsheetId: server.spreadsheetId,
    api: googleSheets({ version: 'v4', rootUrl: `${url}/` }).spreadsheets,
    /** Stops listening; the folder stays. */
    async stop() {
      http.close();
      if ('closeAllConnections' in http) http.closeAllConnections();
      await once(http, 'close');
    },
    async remove() {
      await this.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What googleapis throws: Google's code and words. */
export const refusal = (code: number, message: RegExp) => (error: unknown) => {
  const { response } = error as { response?: { data?: { error?: { code: number; message: string } } } };
  const { error: body } = response?.data ?? {};
  if (body?.code === code && message.test(body.message)) return true;
  throw error;
};
