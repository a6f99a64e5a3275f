import { z } from 'zod';
import { fetchModel } from '../../hub/fetch-model.js';
import { fingerprintOf } from '../../runs/fingerprint.js';
import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';

/** `settings` of a catalogue entry of kind `checkpoint`: a folder, or a model of the hub. */
export const checkpointSettingsSchema = z.union([
  z.strictObject({ folder: z.string().min(1), fingerprint: z.string().optional() }),
  z.strictObject({
    hub: z.string().min(1),
    revision: z.string().min(1).default('main'),
  }),
]);

export type CheckpointSettings = z.infer<typeof checkpointSettingsSchema>;

/** Bytes of all that had to be fetched, and how many have come. */
export type Download = { model: string; received: number; size: number };

/**
 * The folder of a checkpoint; one of the hub is fetched into Hugging Face's cache where it is not there yet. HF_ENDPOINT,
 * HF_TOKEN and the cache's place come from the environment.
 * @returns `from`: what people are told, with the commit of a hub's model; `pin`: the whole commit
 * @throws UserError naming the model and the cure
 */
export async function findCheckpoint(
  settings: CheckpointSettings,
  { onDownload, signal }: { onDownload: (download: Download) => void; signal?: AbortSignal },
): Promise<{ folder: string; from: string; pin?: { hub: string; commit: string } }> {
  if ('folder' in settings) {
    await checkUnchanged(settings);
    return { folder: settings.folder, from: settings.folder };
  }
  const { hub: id, revision } = settings;
  const { HF_ENDPOINT, HF_TOKEN } = process.env;
  const { folder, commit, offline } = await fetchModel(
    { id, revision },
    {
      ...(HF_ENDPOINT && { endpoint: HF_ENDPOINT }),
      ...(HF_TOKEN && { token: HF_TOKEN }),
      ...(signal && { signal }),
      onProgress: ({ receivedInAll, sizeInAll }) =>
        onDownload({ model: id, received: receivedInAll, size: sizeInAll }),
      log: (line) => console.log(line),
    },
  );
  return {
    folder,
    pin: { hub: id, commit },
    from: `${id}@${commit.slice(0, 12)}${offline ? ' (the hub is away; from the cache)' : ''}`,
  };
}

async function checkUnchanged({ folder, fingerprint }: { folder: string; fingerprint?: string | undefined }) {
  const now = await fingerprintOf(folder);
  if (now === undefined || fingerprint === undefined || now === fingerprint) return;
  throw new UserError('checkpoint.changed', say('hubErrors.checkpoint_changed', { folder }));
}
