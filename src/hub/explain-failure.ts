import { UserError } from '../user-error.js';
import type { HubConnection } from './hub-connection.js';
import { HubFailure } from './hub-failure.js';
import type { HubSource } from './hub-id.js';

/** Turns what stopped a download into a sentence for people; a bug is returned as it is. */
export function explainFailure(
  cause: unknown,
  { id, revision }: HubSource,
  { hub, folder }: { hub: HubConnection; folder: string },
): unknown {
  const model = `${id}@${revision}`;
  const say = (identifier: string, message: string) => new UserError(identifier, message, { cause });
  if (cause instanceof UserError) return cause;
  if (hub.signal.aborted)
    return say(
      'hub.aborted',
      `Fetching ${model} was stopped. What came so far is kept; start again to go on from there.`,
    );
  if (cause instanceof HubFailure) {
    const [identifier, message] =
      cause.status === undefined || cause.away
        ? explainAbsence(cause, model, hub)
        : explainStatus(cause, id, revision, hub);
    return say(identifier, message);
  }
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return say(
      'hub.disk-full',
      `${model} does not fit: the disk of ${folder} is full. Free some space, or set HF_HUB_CACHE to a folder on another disk; what came so far is kept.`,
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return say(
      'hub.cache',
      `${model} cannot be put into ${folder} (${code}). Give Labmate's user the right to write there, or set HF_HUB_CACHE to another folder.`,
    );
  return cause;
}

/** The hub, or the way to it, is out of order. */
function explainAbsence(failure: HubFailure, model: string, { host }: HubConnection): [string, string] {
  if (failure.status === 429)
    return [
      'hub.busy',
      `${host} lets nobody fetch ${model} that often (429). Try again in some minutes; with an access token as HF_TOKEN in .env it allows more.`,
    ];
  if (failure.status !== undefined)
    return [
      'hub.down',
      `${model} cannot be fetched: ${failure.message} each time. The hub has a problem; try again later, what came so far is kept.`,
    ];
  if (failure.reason === 'odd')
    return [
      'hub.answer',
      `${model} cannot be fetched: ${failure.message}. Check that HF_ENDPOINT in .env is a Hugging Face hub.`,
    ];
  return [
    'hub.unreachable',
    `${model} cannot be fetched: ${failure.message}. Check the network (and HF_ENDPOINT in .env) and try again; what came so far is kept.`,
  ];
}

/** The hub answered, and the answer is no. */
function explainStatus(
  { status, code, message }: HubFailure,
  id: string,
  revision: string,
  { host, endpoint, token }: HubConnection,
): [string, string] {
  const page = `${endpoint}/${id}`;
  if (code === 'GatedRepo' || status === 403)
    return [
      'hub.gated',
      `${id} is given only to accounts that accepted its conditions. Accept them on ${page}, and put an access token of that account that may read it as HF_TOKEN in .env.`,
    ];
  if (status === 401 && token !== undefined)
    return [
      'hub.token-refused',
      `${host} does not accept HF_TOKEN for ${id}. Make a new access token that may read it (hub → Settings → Access Tokens), put it into .env, and check the model's spelling.`,
    ];
  if (status === 401)
    return [
      'hub.token-missing',
      `${host} shows ${id} to nobody without a token: either there is no such model (check the spelling, owner/name), or it is private. Then put an access token as HF_TOKEN in .env.`,
    ];
  if (code === 'RevisionNotFound')
    return [
      'hub.no-revision',
      `${id} has no revision ${revision}. Write a branch, a tag or a whole commit hash that ${page} lists, or leave it out for main.`,
    ];
  if (status === 404)
    return [
      'hub.no-model',
      `${host} has no model ${id}${revision === 'main' ? '' : ` with a revision ${revision}`}. Check the spelling (owner/name); a private one needs an access token that may read it as HF_TOKEN in .env.`,
    ];
  return ['hub.refused', `${id}@${revision} cannot be fetched: ${message}. Look at ${page} for the reason.`];
}
