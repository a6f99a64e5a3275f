import type { APIEmbed } from 'discord.js';
import type { ExplainName } from '../runs/explain/explain.js';
import type { DrawnLoss } from '../runs/explain/loss-lines.js';
import { entryLoss } from '../runs/loss-curve.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { cut } from './limits.js';
import type { Picture } from './sweep-picture.js';
import { explainView } from './views/explain-view.js';

const NAME = 'losses.png';
/** Discord takes 1024 characters of alt text. */
const ALT_MAX = 1024;

/** The answer to `/explain`: a few sentences and, where it is about a loss, its curves. */
export async function explainMessage(
  name: ExplainName,
  lines: readonly DrawnLoss[],
  texts: Texts,
): Promise<{ embeds: APIEmbed[]; files: Picture[] }> {
  const embed = explainView(name, { drawn: lines[0]?.loss }, texts);
  if (lines.length === 0) return { embeds: [embed], files: [] };
  const losses = lines.map(({ label }) => label).join('; ');
  const facts = lines.map((line) => fact(line, texts)).join(' ');
  const picture = {
    attachment: await charts.lossPanels(texts.t('explain.lossTitle'), lines, texts),
    name: NAME,
    description: cut(texts.t('explain.lossAlt', { losses, facts }), ALT_MAX),
  };
  return { embeds: [{ ...embed, image: { url: `attachment://${NAME}` } }], files: [picture] };
}

const fact = ({ loss, parameters }: DrawnLoss, { t }: Texts): string =>
  t('explain.fact', {
    loss,
    true: entryLoss(loss, parameters, 0, true).value.toFixed(3),
    absent: entryLoss(loss, parameters, 0, false).value.toFixed(3),
  });
