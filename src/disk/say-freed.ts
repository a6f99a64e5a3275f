import { inBytes } from '../hub/disk-room.js';
import { type Texts, textsIn } from '../texts/texts.js';
import type { Freed } from './disk.js';
import { nameRuns, runNumbers, type Space } from './disk-report.js';

/** What was removed, in a sentence or two. */
export function sayFreed({ runs, bytes, failed }: Freed, space: Space, texts: Texts = textsIn('en')): string {
  const { t } = texts;
  const free = inBytes(space.free);
  const what =
    runs.length === 0
      ? t('disk.freed_nothing', { free })
      : t('disk.freed', { bytes: inBytes(bytes), runs: nameRuns(runs, 20, texts), free });
  if (failed.length === 0) return what;
  return `${what} ${t('disk.not_removed', { runs: runNumbers(failed, 20, texts) })}`;
}
