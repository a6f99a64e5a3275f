import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { UserError } from '../../user-error.js';
import { type refusedSchema, type Request, requestSchema } from '../protocol.js';
import { Measured } from './measured.js';

/* The process that is measured: requests on stdin, answers on stdout, until stdin ends. */

let measured: Measured | undefined;

async function answer(request: Request): Promise<object> {
  if (request.op === 'open') {
    measured = await Measured.open(request);
    return measured.opened;
  }
  if (!measured) throw new Error(`${request.op} before open`);
  return request.op === 'go' ? measured.go(request.steps) : measured.close();
}

function refusal(error: unknown): z.infer<typeof refusedSchema> {
  if (error instanceof UserError) return { error: error.message };
  console.error(error);
  return { error: `Labmate stopped while it was measured: ${String(error).slice(0, 300)}` };
}

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answer(requestSchema.parse(JSON.parse(line))).catch(refusal);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
process.exit(0);
