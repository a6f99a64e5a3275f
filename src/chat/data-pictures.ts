import type { DataReport } from '../task/describe-data.js';
import { rankPairs } from '../task/rank-pairs.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { cut } from './limits.js';
import { PAIRS_PICTURE, SHARES_PICTURE } from './views/data-view.js';

/** Discord takes 1024 characters of alt text. */
const ALT_MAX = 1024;
/** As much of a name as fits above a picture. */
const NAME_MAX = 24;

type Picture = { attachment: Buffer; name: string; description: string };

/** The two pictures of `/data`, each with what it shows in words. */
export async function dataPictures(name: string, report: DataReport, texts: Texts): Promise<Picture[]> {
  const { t } = texts;
  const { labels, train, dev } = report;
  const short = cut(name, NAME_MAX);
  const share = ({ answers, examples }: typeof train, label: number): string =>
    (100 * ((answers.per_label[label] ?? 0) / examples)).toFixed(1);
  const pairs = rankPairs(report).map(({ labels: [one = '', other = ''], lift }) =>
    t('charts.data.pair', { one, other, times: lift.toFixed(1) }),
  );
  const shares = labels.map((label, at) =>
    t('charts.data.share', { label, train: share(train, at), dev: share(dev, at) }),
  );
  return [
    {
      attachment: await charts.labelShares(t('charts.data.shares', { name: short }), report),
      name: SHARES_PICTURE,
      description: cut(t('charts.data.shares_alt', { labels: shares.join('; ') }), ALT_MAX),
    },
    {
      attachment: await charts.labelPairs(
        t('charts.data.pairs', { name: short }),
        labels,
        train.answers,
        texts,
      ),
      name: PAIRS_PICTURE,
      description: cut(
        t('charts.data.pairs_alt', { pairs: pairs.join('; ') || t('charts.data.few') }),
        ALT_MAX,
      ),
    },
  ];
}
