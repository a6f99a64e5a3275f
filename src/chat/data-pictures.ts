import type { DataReport } from '../task/describe-data.js';
import { rankPairs } from '../task/rank-pairs.js';
import { charts } from './chart-thread.js';
import { cut } from './limits.js';
import { PAIRS_PICTURE, SHARES_PICTURE } from './views/data-view.js';

/** Discord takes 1024 characters of alt text. */
const ALT_MAX = 1024;
/** As much of a name as fits above a picture. */
const NAME_MAX = 24;

type Picture = { attachment: Buffer; name: string; description: string };

/** The two pictures of `/data`, each with what it shows in words. */
export async function dataPictures(name: string, report: DataReport): Promise<Picture[]> {
  const { labels, train, dev } = report;
  const short = cut(name, NAME_MAX);
  const share = ({ answers, examples }: typeof train, label: number): string =>
    (100 * ((answers.per_label[label] ?? 0) / examples)).toFixed(1);
  const pairs = rankPairs(report).map((pair) => `${pair.labels.join(' and ')} ${pair.lift.toFixed(1)} times`);
  return [
    {
      attachment: await charts.labelShares(`${short}: % of texts with each label`, report),
      name: SHARES_PICTURE,
      description: cut(
        `Bars: share of texts with each label in train and dev, in percent. ${labels.map((label, at) => `${label} ${share(train, at)} and ${share(dev, at)}`).join('; ')}.`,
        ALT_MAX,
      ),
    },
    {
      attachment: await charts.labelPairs(
        `${short}, train: of texts with the row’s label, % with the column’s, too`,
        labels,
        train.answers,
      ),
      name: PAIRS_PICTURE,
      description: cut(
        `Heat map of which labels go together in train, against chance, from most to least: ${pairs.join('; ') || 'too few texts to tell'}.`,
        ALT_MAX,
      ),
    },
  ];
}
