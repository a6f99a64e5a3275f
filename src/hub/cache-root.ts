import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { getHFHubCachePath } from '@huggingface/hub';

/**
 * Where the cache of all models lies: as Python's huggingface_hub, HF_HUB_CACHE, HF_HOME or ~/.cache/huggingface/hub.
 * @param root in place of those
 * @returns a whole path
 */
export const cacheRoot = (root: string = getHFHubCachePath()): string =>
  resolve(root.replace(/^~(?=$|[/\\])/, () => homedir()));
