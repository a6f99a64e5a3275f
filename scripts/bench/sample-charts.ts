import { charts } from '../../src/chat/chart-thread.js';
import type { ChartName } from '../../src/chat/charts/table.js';
import { lossLines } from '../../src/runs/explain/loss-lines.js';
import { LOSSES } from '../../src/runs/loss-options.js';
import { confusion } from '../../src/task/confusion.js';
import type { DataReport } from '../../src/task/describe-data.js';
import { textsIn } from '../../src/texts/texts.js';
import { Random } from '../../src/training/random.js';

const NAMES = ['기쁨', '기대', '신뢰', '놀람', '혐오', '공포', '분노', '슬픔'];
const EPOCHS = 30;
const RUNS = 200;

/** One of each chart, as large as teams have them, with made-up numbers; a chart without one does not compile. */
export function sampleCharts(): Record<ChartName, () => Promise<Buffer>> {
  const numbers = new Random(1);
  const random = () => numbers.uniform();
  const texts = textsIn('ko');
  const epochs = Array.from({ length: EPOCHS }, (_, at) => ({
    ...{ type: 'epoch' as const, time: '', epoch: at + 1, micro_f1: 0.5 + at / 100, macro_f1: 0.5 },
    ...{ train_loss: 1 / (at + 1), dev_loss: 1.2 / (at + 1), best: true, seconds: 1, seconds_left: 1 },
  }));
  const parts = [1, 2, 3, 4, 5].flatMap((part) =>
    epochs.map((epoch) => ({ ...epoch, part, micro_f1: epoch.micro_f1 + 0.02 * random() })),
  );
  const compared = Object.fromEntries(
    NAMES.map((name) => [name, { first: random(), second: random(), distinguishable: random() > 0.5 }]),
  );
  const names = { first: '12 bce', second: '15 asl' };
  const options = NAMES.map((name, at) => ({
    ...{ names: [name], importance: 1 / (at + 1), matters: at < 4, means: [] },
  }));
  const answers = {
    ...{ per_label: NAMES.map(() => 500), labels_per_text: [10, 500, 700] },
    together: NAMES.map(() => NAMES.map(() => Math.round(400 * random()))),
    pmi: NAMES.map(() => NAMES.map(() => 4 * random() - 2)),
  };
  const part = { examples: 2000, answers } as DataReport['train'];
  const rows = () => Array.from({ length: 2000 }, () => NAMES.map(() => Number(random() < 0.3)));
  const points = Array.from({ length: 50 }, () => ({
    ...{ values: { lr: 1e-5 + 4e-5 * random(), loss: random() < 0.5 ? 'bce' : 'asl' }, score: random() },
    ...{ isBest: false, isPruned: random() < 0.3 },
  }));
  const finished = Array.from({ length: RUNS }, (_, at) => ({
    ...{ at: Date.UTC(2026, 10, 1) + at * 3_600_000, score: 0.5 + 0.1 * random() },
    loss: LOSSES[at % LOSSES.length] ?? 'bce',
  }));
  const members = Array.from({ length: 10 }, (_, at) => String(at + 1));
  const each = members.map(() => 0.01 * (random() - 0.3));
  const alike = members.flatMap(() => members.map(random));
  return {
    leaveOneOut: () => charts.leaveOneOut('앙상블 4', 'dev micro-F1', members, each),
    errorCorrelations: () => charts.errorCorrelations('앙상블 4', members, alike, ['다름', '같음']),
    learningCurve: () => charts.learningCurve('실험 12', epochs, texts),
    partsCurve: () => charts.partsCurve('실험 12', parts, 'held-out', texts),
    comparedCurves: () => charts.comparedCurves({ name: '12', epochs }, { name: '15', epochs }, texts),
    comparedLabels: () => charts.comparedLabels(compared, names, texts),
    importanceBars: () =>
      charts.importanceBars(
        {
          data: 'kote8',
          runs: RUNS,
          options,
          constant: [],
          chance: 0.1,
          explained: 0.5,
          few: false,
          trees: 500,
          shuffles: 20,
          seed: 1,
        },
        texts,
      ),
    labelPairs: () => charts.labelPairs('kote8', NAMES, answers, texts),
    labelShares: () => charts.labelShares('kote8', { labels: NAMES, train: part, dev: part }),
    sweepChart: () =>
      charts.sweepChart(
        '스윕 3',
        [
          {
            name: 'lr',
            kind: 'range',
            low: 1e-5,
            high: 5e-5,
            log: true,
            whole: false,
            step: null,
            points: null,
          },
          { name: 'loss', kind: 'choices', values: ['bce', 'asl'] },
        ],
        points,
        texts,
      ),
    labelBars: () =>
      charts.labelBars(
        '실험 12',
        NAMES.map((name) => ({ name, f1: random(), support: 200 })),
        0.6,
        texts,
      ),
    confusionMap: () => charts.confusionMap('실험 12', NAMES, confusion(rows(), rows(), NAMES.length), texts),
    scoreProgress: () => charts.scoreProgress('kote8', finished, { timeZone: 'Asia/Seoul' }, texts),
    lossPanels: () => charts.lossPanels('손실', lossLines('asl', {}), texts),
  };
}
