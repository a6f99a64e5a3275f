import type { APIEmbed } from 'discord.js';
import type { Importance } from '../runs/importance/find-importance.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { importanceView } from './views/importance-view.js';

const NAME = 'importance.png';

/** The answer to `/results importance`: an embed with its picture. */
export async function importanceMessage(
  found: Importance,
  texts: Texts,
): Promise<{
  embeds: APIEmbed[];
  files: { attachment: Buffer; name: string; description: string }[];
}> {
  const bars = found.options.map(({ names, importance }) => `${names.join(' + ')} ${importance.toFixed(2)}`);
  return {
    embeds: [{ ...importanceView(found, texts), image: { url: `attachment://${NAME}` } }],
    files: [
      {
        attachment: await charts.importanceBars(found, texts),
        name: NAME,
        description: texts
          .t('charts.importance.alt', { options: bars.join(', '), chance: found.chance.toFixed(2) })
          .slice(0, 1000),
      },
    ],
  };
}
