import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { UserError } from '../user-error.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import { runVerb } from './verbs.js';

/**
 * While the bot runs it alone may write the store, so a terminal hands its verb to the bot: JSON lines over a Unix
 * socket that only this user can open.
 */
const requestSchema = z.object({ words: z.array(z.string().max(4000)).max(60), name: z.string().max(100) });
const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), line: z.string() }),
  z.object({ type: z.literal('answer'), json: z.unknown(), text: z.string() }),
  z.object({ type: z.literal('error'), message: z.string() }),
]);
type Reply = z.infer<typeof replySchema>;

/** Paths of Unix sockets end at 107 bytes, so it does not lie in LABMATE_HOME. */
export function socketPath(home: string): string {
  const folder = join(tmpdir(), `labmate-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (lstatSync(folder).uid !== userInfo().uid)
    throw new UserError('terminal.folder', `${folder} belongs to somebody else. Remove it and start again.`);
  chmodSync(folder, 0o700);
  return join(folder, `${createHash('sha256').update(home).digest('hex').slice(0, 16)}.sock`);
}

/** Answers terminals until the returned function is called. The store's lock must be held. */
export async function serveTerminal(
  home: string,
  lab: TerminalLab,
  onBug: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const path = socketPath(home);
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => void answer(line, socket, lab, onBug));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return () => {
    // A terminal may wait for hours for its run; it is told that Labmate went away.
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}

async function answer(
  line: string,
  socket: Socket,
  lab: TerminalLab,
  onBug: (error: unknown) => void,
): Promise<void> {
  const send = (reply: Reply): void => void (socket.writable && socket.write(`${JSON.stringify(reply)}\n`));
  try {
    const { words, name } = requestSchema.parse(JSON.parse(line));
    const caller: Caller = {
      author: { id: null, name },
      progress: (text) => send({ type: 'progress', line: text }),
    };
    const { json, text } = await runVerb(words, lab, caller);
    send({ type: 'answer', json, text });
  } catch (error) {
    if (!(error instanceof UserError)) onBug(error);
    const message =
      error instanceof UserError
        ? error.message
        : `Something went wrong in the bot: ${String(error)}. Its log says more.`;
    send({ type: 'error', message });
  }
  socket.end();
}

/**
 * Hands a verb to the running bot.
 * @throws UserError with the bot's own sentence, or where the bot went away before it answered
 */
export async function callBot(
  home: string,
  words: readonly string[],
  { author, progress, owner }: Caller & { owner: number },
): Promise<Answer> {
  const socket = createConnection(socketPath(home));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (cause) => {
      const what = `Labmate (process ${owner}) has ${home} but does not answer`;
      reject(new UserError('bot.silent', `${what}: it may be starting. Try again in a moment.`, { cause }));
    });
  });
  socket.write(`${JSON.stringify({ words, name: author.name })}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = replySchema.parse(JSON.parse(line));
    if (reply.type === 'progress') progress(reply.line);
    else if (reply.type === 'error') throw new UserError('bot.answer', reply.message);
    else return { json: reply.json, text: reply.text };
  }
  throw new UserError(
    'bot.gone',
    'Labmate went away before it answered. The run is in its store and is taken up at the next start.',
  );
}
