import type { BaseInteraction } from 'discord.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Run } from '../runs/run.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { may, memberOf } from './permissions.js';

type Caller = Pick<BaseInteraction, 'member' | 'memberPermissions' | 'user'>;
type Chosen = Pick<Preferences, 'get'>;

/** Whoever may cancel others' runs may order the queue, too (permissions.ts). */
export const isAdmin = (caller: Caller, chosen: Chosen): boolean =>
  may(memberOf(caller), 'cancel', chosen.get().roles);

/** One's own runs, or everybody's for those who may. */
export const mayCancel = (caller: Caller, { author }: Pick<Run, 'author'>, chosen: Chosen): boolean =>
  author.id === caller.user.id || isAdmin(caller, chosen);

/** The question of a run, and its answer, are its author's; one from a terminal has none whom Discord knows. */
export const mayAnswer = (caller: Caller, { author }: Pick<Run, 'author'>, chosen: Chosen): boolean =>
  author.id === null || mayCancel(caller, { author }, chosen);

/** @throws UserError `run.others` where it is somebody else's */
export function requireOwn(caller: Caller, run: Pick<Run, 'id' | 'author'>, chosen: Chosen): void {
  if (mayAnswer(caller, run, chosen)) return;
  throw new UserError('run.others', say('runErrors.others', { run: run.id, name: run.author.name }));
}
