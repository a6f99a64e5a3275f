import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { ScoreTable } from './fit/score-table.js';
import type { Member } from './member.js';
import { callMember } from './refuse-member.js';

/** @throws UserError `ensemble.identical` where two or more members all say exactly the same of every example */
export function refuseIdentical(members: readonly Member[], dev: ScoreTable, test: ScoreTable): void {
  if (members.length < 2 || ![dev, test].every(isOneForAll)) return;
  const names = members.map(({ name }) => callMember(name)).join(', ');
  throw new UserError('ensemble.identical', say('ensembleErrors.identical', { members: names }));
}

function isOneForAll({ members, logits }: ScoreTable): boolean {
  const size = logits.length / members;
  for (let at = size; at < logits.length; at += 1) if (logits[at] !== logits[at % size]) return false;
  return true;
}
