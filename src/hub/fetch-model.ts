import { UserError } from '../user-error.js';
import { isComplete, isUsable } from './cached-snapshot.js';
import { explainFailure } from './explain-failure.js';
import { type FetchProgress, fetchSnapshot } from './fetch-snapshot.js';
import { connectHub, type HubOptions, TRIES } from './hub-connection.js';
import { HubFailure } from './hub-failure.js';
import { type HubSource, isCommit, parseHubId } from './hub-id.js';
import { listModel } from './list-model.js';
import { ModelCache } from './model-cache.js';
import { TOKENIZER_FILES } from './pick-files.js';

export type FetchOptions = HubOptions & {
  /** Default: as Python's huggingface_hub: HF_HUB_CACHE, HF_HOME, ~/.cache/huggingface/hub. */
  cache?: string;
  /** Called for each piece that comes: many times a second. */
  onProgress?: (progress: FetchProgress) => void;
};

export type FetchedModel = {
  /** The snapshot: config.json, the tokenizer's files and the weights. Absolute. */
  folder: string;
  commit: string;
  /** Files that had to come; 0 where all were in the cache. */
  fetched: number;
  /** Whether the hub could not be asked and an earlier snapshot of the revision is used. */
  offline: boolean;
};

/** Tries where an earlier snapshot would do. */
const FEW_TRIES = 2;

/**
 * Brings what training needs of a model into the cache that Python's huggingface_hub uses, verified: what is there is
 * not fetched, what was begun is gone on with, by this process or another. A commit that is complete is used without
 * asking anybody; another revision is asked for, and its earlier snapshot used while the hub is out of reach.
 * @throws UserError `hub.id` | `hub.endpoint` | `hub.token` (options); `hub.token-missing` | `hub.token-refused` |
 * `hub.gated` | `hub.no-model` | `hub.no-revision` | `hub.refused` | `hub.answer` (the hub's answer); `hub.busy` |
 * `hub.down` | `hub.unreachable` (after retries); `hub.no-config` | `hub.no-weights` | `hub.no-shard` (the repository);
 * `hub.checksum`; `hub.disk-short` | `hub.disk-full` | `hub.cache` (the disk); `hub.aborted`
 */
export async function fetchModel(source: HubSource, options: FetchOptions = {}): Promise<FetchedModel> {
  const model = parseHubId(`${source.id}@${source.revision}`);
  if (!model)
    throw new UserError(
      'hub.id',
      `${source.id}@${source.revision} is no model of a hub. Write owner/name, or owner/name@revision.`,
    );
  const hub = connectHub(options);
  const cache = new ModelCache(options.cache, model.id);
  const { id, revision } = model;
  if (isCommit(revision) && (await isComplete(cache, revision))) return found(cache, revision);
  const before = await cache.readRef(revision);
  const earlier = before !== undefined && (await isUsable(cache, before)) ? before : undefined;
  try {
    const listing = await listModel(model, hub, { tries: earlier ? FEW_TRIES : TRIES });
    const { onProgress = () => undefined } = options;
    const fetched = await fetchSnapshot(id, listing, { cache, hub, onProgress });
    const absent = TOKENIZER_FILES.filter((name) => !listing.files.some((file) => file.path === name));
    await cache.note(revision, listing.commit, absent);
    return { ...found(cache, listing.commit), fetched };
  } catch (error) {
    if (earlier && !hub.signal.aborted && error instanceof HubFailure && error.away) {
      hub.log(`${error.message}; using the snapshot ${earlier} of ${id}@${revision} that is in the cache`);
      return { ...found(cache, earlier), offline: true };
    }
    throw explainFailure(error, model, { hub, folder: cache.root });
  }
}

const found = (cache: ModelCache, commit: string): FetchedModel => ({
  folder: cache.snapshot(commit),
  commit,
  fetched: 0,
  offline: false,
});
