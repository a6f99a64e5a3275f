import type { Texts } from '../../texts/texts.js';

/** What a member of an ensemble is called: `12`, `12/3` and `submission:4` in words. */
export function memberName(name: string, { t }: Texts): string {
  const [kind, submission] = name.split(':');
  if (submission !== undefined) return t('ensembles.submission', { submission });
  const [run = '', part] = (kind ?? '').split('/');
  return part === undefined ? t('ensembles.run', { run }) : t('ensembles.part', { run, part });
}

/** The same where there is little room: `12`, `12/3`, `S4`. */
export const shortName = (name: string): string => name.replace('submission:', 'S');
