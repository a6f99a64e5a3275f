import { labelConfusion } from '../runs/label-confusion.js';
import type { DoneRun } from '../runs/leaderboard.js';
import type { Runs } from '../runs/runs.js';
import { type Confusion, commonest } from '../task/confusion.js';
import { labelName } from '../task/task.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { cut } from './limits.js';
import type { Picture } from './sweep-picture.js';

/** Discord takes 1024 characters of alt text. */
const ALT_MAX = 1024;
const PAIRS_TOLD = 4;
const OTHERS_TOLD = 2;

type Of = Pick<Runs, 'folder' | 'task'>;

/** F1 of each label, with how many examples have it. */
export async function labelPicture(run: DoneRun, { task }: Of, texts: Texts): Promise<Picture> {
  const { micro_f1, per_label } = run.result.dev;
  const rows = Object.entries(per_label).map(([label, { f1, support }]) => ({
    ...{ name: labelName(task, label, texts.language), f1, support },
  }));
  const bars = rows.map(({ name, f1, support }) => `${name} ${f1.toFixed(3)} (${support})`).join(', ');
  return {
    attachment: await charts.labelBars(
      texts.t('pictures.emotionsTitle', { run: run.id }),
      rows,
      micro_f1,
      texts,
    ),
    name: `run-${run.id}-labels.png`,
    description: cut(texts.t('pictures.emotionsAlt', { run: run.id, bars }), ALT_MAX),
  };
}

/**
 * Which label is taken for which.
 * @throws UserError where its scores or its data are not there any more
 */
export async function confusionPicture(run: DoneRun, runs: Of, texts: Texts): Promise<Picture> {
  const { labels, confusion } = await labelConfusion(run, (id) => runs.folder(id));
  const names = labels.map((label) => labelName(runs.task, label, texts.language));
  const pairs = pairsIn(confusion, names, texts).join(', ') || texts.t('pictures.noConfusion');
  return {
    attachment: await charts.confusionMap(
      texts.t('pictures.confusionTitle', { run: run.id }),
      names,
      confusion,
      texts,
    ),
    name: `run-${run.id}-confusion.png`,
    description: cut(texts.t('pictures.confusionAlt', { run: run.id, pairs }), ALT_MAX),
  };
}

/** Labels taken for other labels first: that much is missed with nothing in its place is less of a surprise. */
function pairsIn(confusion: Confusion, names: readonly string[], { t }: Texts): string[] {
  const all = commonest(confusion, Infinity);
  const isPair = ({ row, column }: (typeof all)[number]) => row < names.length && column < names.length;
  const told = [
    ...all.filter(isPair).slice(0, PAIRS_TOLD),
    ...all.filter((one) => !isPair(one)).slice(0, OTHERS_TOLD),
  ];
  return told.map(({ row, column, share }) => {
    const [label, other, percent] = [names[row], names[column], Math.round(100 * share)];
    if (label === undefined) return t('pictures.confusionExtra', { other: other ?? '', percent });
    if (other === undefined) return t('pictures.confusionMissed', { label, percent });
    return t('pictures.confusionPair', { label, other, percent });
  });
}
