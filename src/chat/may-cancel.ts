import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import type { Run } from '../runs/run.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

type Caller = Pick<BaseInteraction, 'memberPermissions' | 'user'>;

/** Whoever may remove messages here looks after Labmate, too. Server admins cannot change this. */
export const isAdmin = ({ memberPermissions }: Caller): boolean =>
  memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;

/** One's own runs, or everybody's for those who look after Labmate. */
export const mayCancel = (caller: Caller, { author }: Pick<Run, 'author'>): boolean =>
  author.id === caller.user.id || isAdmin(caller);

/** The question of a run, and its answer, are its author's; one from a terminal has none whom Discord knows. */
export const mayAnswer = (caller: Caller, { author }: Pick<Run, 'author'>): boolean =>
  author.id === null || mayCancel(caller, { author });

/** @throws UserError `run.others` where it is somebody else's */
export function requireOwn(caller: Caller, run: Pick<Run, 'id' | 'author'>): void {
  if (mayAnswer(caller, run)) return;
  throw new UserError('run.others', say('runErrors.others', { run: run.id, name: run.author.name }));
}
