import type { AuditEntry } from '../audit/audit-log.js';
import { checkOption } from '../runs/check-option.js';
import { settingsOptions } from '../runs/preferences/settings-options.js';
import { UserError } from '../user-error.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/** `audit`, `audit 50`: who did what, newest first. */
export async function auditVerb({ plain }: Words, { audit }: TerminalLab): Promise<Answer> {
  const count = Number(checkOption('audit', settingsOptions.audit, plain[0] ?? 20));
  const entries = await audit.last(count);
  const lines = entries.map(({ at, by, via, what, options, outcome, why }) => {
    const typed = Object.entries(options).map(([name, value]) => `${name}:${value}`);
    const words = [what, ...typed].join(' ').replaceAll('\n', ' ');
    return `${at.slice(0, 19).replace('T', ' ')}  ${by.name} (${via})  ${words}  ${outcome}${why ? `: ${why}` : ''}`;
  });
  return { json: entries, text: lines.join('\n') || 'No action was written down yet.' };
}

/** Runs a verb and writes down who asked for it and what became of it. */
export async function audited(
  verb: string,
  words: Words,
  { author, audit }: { author: Caller['author']; audit: TerminalLab['audit'] },
  work: () => Promise<Answer> | Answer,
): Promise<Answer> {
  const entry = {
    by: author,
    via: 'terminal',
    what: [verb, ...words.plain].join(' '),
    options: words.options,
  } as const;
  const note = (outcome: AuditEntry['outcome'], why?: string) =>
    audit.note({ ...entry, outcome, ...(why === undefined ? {} : { why }) });
  try {
    const answer = await work();
    await note('done');
    return answer;
  } catch (error) {
    const refused = error instanceof UserError;
    await note(refused ? 'refused' : 'failed', refused ? error.identifier : (error as Error).name);
    throw error;
  }
}
