import type { MessageMentionOptions } from 'discord.js';
import { logTail } from '../runs/log-tail.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Author, Run } from '../runs/run.js';
import type { RunFolder } from '../runs/run-folder.js';
import type { BoardEntry } from '../runs/store-data.js';
import { CONTENT, cut } from './limits.js';

export type Rules = Pick<Preferences, 'get' | 'mentionOf'>;

const NOBODY: MessageMentionOptions = { parse: [] };

/** Whom a message about the end of somebody's run may ping: them, as far as they and the server want it. */
export function mentionFor(
  { id }: Author,
  about: 'result' | 'failure',
  rules: Rules | undefined,
): MessageMentionOptions {
  if (id === null || rules?.get().quiet) return NOBODY;
  const choice = rules?.mentionOf(id) ?? 'on';
  return choice === 'on' || (choice === 'failures' && about === 'failure') ? { users: [id] } : NOBODY;
}

/**
 * Where the end of a run is told: results in their own channel, if there is one; otherwise, and for failures, where the
 * run was started, or in its thread where it is quiet.
 */
export function placeOf(
  { state }: Pick<Run, 'state'>,
  { channel_id, thread_id }: Pick<BoardEntry, 'channel_id' | 'thread_id'>,
  rules: Rules | undefined,
): string {
  const chosen = rules?.get();
  if (state === 'done' && chosen?.results_channel) return chosen.results_channel;
  return chosen?.quiet ? (thread_id ?? channel_id) : channel_id;
}

const LAST_LINES = 4;
const LAST_BYTES = 600;

/** What went wrong, and the last lines of the run's log below it; the thread has more of them. */
export async function withLastLines(content: string, folder: RunFolder): Promise<string> {
  const tail = (await logTail(folder, LAST_BYTES)).trim().replaceAll('```', "'''");
  const lines = tail.split('\n').slice(-LAST_LINES).join('\n');
  if (lines === '') return content;
  const block = `\n\`\`\`\n${lines}\n\`\`\``;
  return `${cut(content, CONTENT - block.length)}${block}`;
}
