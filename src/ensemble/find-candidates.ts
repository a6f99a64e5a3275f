import { refuseImported } from '../runs/imported.js';
import { isDone, type DoneRun } from '../runs/leaderboard.js';
import type { Run } from '../runs/run.js';
import type { RunFolder } from '../runs/run-folder.js';
import type { RunStore } from '../runs/run-store.js';
import type { Submission } from '../runs/store-data.js';
import type { DataSet } from '../task/data-set.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Choice } from './fit/choose-members.js';
import { type Member, memberOfRun, memberOfSubmission, membersOfParts } from './member.js';
import type { AskedEnsemble, Named } from './parse-ensemble.js';
import { pickMembers } from './pick-members.js';
import { refuseMember } from './refuse-member.js';

export type Candidates = {
  members: Member[];
  /** How members are chosen among them; null where all are. */
  choice: Choice | null;
  data: DataSet;
  /** As people name it. */
  dataName: string;
};

type Sources = {
  store: Pick<RunStore, 'list' | 'get' | 'submission'>;
  folderOf: (id: string) => RunFolder;
  /** @throws UserError `run.unknown` */
  require: (typed: string) => Run;
};

/**
 * What an ensemble is put together from, in the order of run numbers.
 * @throws UserError `run.unknown` | `submission.unknown` | `ensemble.member` naming what does not fit, those of picking
 */
export function findCandidates(asked: AskedEnsemble, sources: Sources): Candidates {
  const { members, parts } = asked;
  if (members.kind === 'named') return { ...nameAll(members, parts, sources), choice: null };
  const pool = pickMembers(sources.store.list(), members);
  const ranked = pool.flatMap((run, place) =>
    membersOf(run, parts, sources).map((member) => ({ member, place, id: Number(run.id) })),
  );
  // Whoever is chosen is then in the order of run numbers, however they rank.
  const ordered = [...ranked].sort((a, b) => a.id - b.id);
  const order = ranked.map((one) => ordered.indexOf(one));
  const { data, spec } = pool[0] as DoneRun;
  return {
    ...{ data, dataName: spec.data, members: ordered.map(({ member }) => member) },
    choice: {
      top: members.top,
      by: members.by === 'public' ? order : 'dev',
      diverse: members.diverse,
      groups: ordered.map(({ member }) => member.model),
    },
  };
}

const membersOf = (run: Run, parts: boolean, { folderOf }: Sources): Member[] =>
  parts ? membersOfParts(run, folderOf(run.id)) : [memberOfRun(run, folderOf(run.id))];

function nameAll({ runs, submissions }: Named, parts: boolean, sources: Sources): Omit<Candidates, 'choice'> {
  const ordered = [...runs].sort((a, b) => numberOf(a) - numberOf(b));
  const owners = ordered.map((typed) => sources.require(typed.split('/')[0] ?? typed));
  const found = submissions.map((id) => requireSubmission(id, sources));
  const basis = owners[0] ?? runOf(found[0], sources);
  if (!basis) throw new UserError('ensemble.none', say('ensembleErrors.none'));
  const members = [
    ...ordered.flatMap((typed, at) => {
      const run = owners[at] as Run;
      checkRun(run, basis);
      return typed.includes('/') ? [partOf(run, typed, sources)] : membersOf(run, parts, sources);
    }),
    ...found.map((submission) => asMember(submission, basis)),
  ];
  const seen = new Set<string>();
  for (const { name } of members) {
    if (seen.has(name)) refuseMember(name, say('ensembleErrors.problem.twice'));
    seen.add(name);
  }
  return { members, data: basis.data, dataName: basis.spec.data };
}

/** 12 before 12/1 before 12/2. */
const numberOf = (typed: string): number => {
  const [run = '0', part = '0'] = typed.split('/');
  return Number(run) + Number(part) / 1e4;
};

function checkRun(run: Run, first: Run): void {
  refuseImported(run);
  if (!isDone(run))
    refuseMember(run.id, say('ensembleErrors.problem.state', { state: say(`words.state.${run.state}`) }));
  if (run.data.hash !== first.data.hash)
    refuseMember(
      run.id,
      say('ensembleErrors.problem.data', {
        ...{ data: nameData(run), first: first.id, first_data: nameData(first) },
      }),
    );
}

const nameData = ({ spec, data }: Run): string => `${spec.data}, ${data.hash.slice(0, 8)}`;

function partOf(run: Run, typed: string, { folderOf }: Sources): Member {
  const parts = membersOfParts(run, folderOf(run.id));
  const found = parts.find(({ name }) => name === typed);
  return (
    found ??
    refuseMember(
      typed,
      parts.length === 1
        ? say('ensembleErrors.problem.whole', { run: run.id })
        : say('ensembleErrors.problem.parts', { run: run.id, parts: parts.length }),
    )
  );
}

function requireSubmission(id: string, { store }: Sources): Submission {
  const found = store.submission(id);
  if (found) return found;
  throw new UserError('submission.unknown', say('ensembleErrors.no_submission', { submission: id }));
}

/** A run on whose data a submission was made. */
function runOf(submission: Submission | undefined, { store }: Sources): Run | undefined {
  const member = submission?.members.find((name) => /^\d/.test(name));
  const own = member === undefined ? undefined : store.get(member.split('/')[0] ?? '');
  return own ?? store.list().find(({ data }) => data.hash === submission?.data_hash);
}

function asMember(submission: Submission, basis: Run): Member {
  const name = `submission:${submission.id}`;
  if (!submission.scores) return refuseMember(name, say('ensembleErrors.problem.old'));
  if (submission.data_hash !== basis.data.hash)
    refuseMember(name, say('ensembleErrors.problem.made', { first: basis.id, first_data: nameData(basis) }));
  return memberOfSubmission(submission, submission.scores);
}
