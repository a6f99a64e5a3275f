import { type Said, say } from '../texts/texts.js';
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
  const refuse = (identifier: string, sentence: Said) => new UserError(identifier, sentence, { cause });
  if (cause instanceof UserError) return cause;
  if (hub.signal.aborted) return refuse('hub.aborted', say('hubErrors.aborted', { model }));
  if (cause instanceof HubFailure) {
    const [identifier, sentence] =
      cause.status === undefined || cause.away
        ? explainAbsence(cause, model, hub)
        : explainStatus(cause, id, revision, hub);
    return refuse(identifier, sentence);
  }
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return refuse('hub.disk-full', say('hubErrors.disk_full', { model, folder }));
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return refuse('hub.cache', say('hubErrors.cache', { model, folder, code }));
  return cause;
}

/** The hub, or the way to it, is out of order. */
function explainAbsence(failure: HubFailure, model: string, { host }: HubConnection): [string, Said] {
  if (failure.status === 429) return ['hub.busy', say('hubErrors.busy', { host, model })];
  if (failure.status !== undefined)
    return ['hub.down', say('hubErrors.down', { model, why: failure.message })];
  if (failure.reason === 'odd')
    return ['hub.answer', say('hubErrors.answer', { model, why: failure.message })];
  return ['hub.unreachable', say('hubErrors.unreachable', { model, why: failure.message })];
}

/** The hub answered, and the answer is no. */
function explainStatus(
  { status, code, message }: HubFailure,
  id: string,
  revision: string,
  { host, endpoint, token }: HubConnection,
): [string, Said] {
  const page = `${endpoint}/${id}`;
  if (code === 'GatedRepo' || status === 403) return ['hub.gated', say('hubErrors.gated', { id, page })];
  if (status === 401 && token !== undefined)
    return ['hub.token-refused', say('hubErrors.token_refused', { host, id })];
  if (status === 401) return ['hub.token-missing', say('hubErrors.token_missing', { host, id })];
  if (code === 'RevisionNotFound')
    return ['hub.no-revision', say('hubErrors.no_revision', { id, revision, page })];
  if (status === 404)
    return [
      'hub.no-model',
      revision === 'main'
        ? say('hubErrors.no_model', { host, id })
        : say('hubErrors.no_model_revision', { host, id, revision }),
    ];
  return ['hub.refused', say('hubErrors.refused', { model: `${id}@${revision}`, why: message, page })];
}
