import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpBindings, serve } from '@hono/node-server';
import { createSheetsServer } from '../../src/practice/sheets/sheets-server.js';

/** What the sheet's benchmark is told: where to find the practice sheet, and what it was asked for. */
export type Served = { url: string; reads: number; writes: number };

/** The practice sheet in a process of its own, so that its memory is not counted; it answers each message with a Served. */
const dir = mkdtempSync(join(tmpdir(), 'labmate-bench-sheet-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
process.once('disconnect', () => process.exit());
const { routes } = createSheetsServer({ dir });
const asked = { reads: 0, writes: 0 };
const http = serve({
  fetch: (request: Request, env: unknown) => {
    asked[request.method === 'GET' ? 'reads' : 'writes'] += 1;
    return routes.fetch(request, env as HttpBindings);
  },
  hostname: '127.0.0.1',
  port: 0,
});
if (!http.listening) await once(http, 'listening');
const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
process.on('message', () => process.send?.({ url, ...asked } satisfies Served));
process.send?.({ url, ...asked } satisfies Served);
