import type { APIEmbed } from 'discord.js';
import type { Compared } from '../runs/compare/compare.js';
import type { Comparison } from '../runs/compare/compare-two.js';
import { comparisonNames } from '../runs/compare/comparison-names.js';
import { flipsCsv } from '../runs/compare/flips-csv.js';
import type { DoneRun } from '../runs/leaderboard.js';
import { meanEpochs } from '../runs/mean-epochs.js';
import { hasParts, judgedOn, partsName } from '../runs/parts.js';
import { readEvents } from '../runs/read-events.js';
import type { Runs } from '../runs/runs.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import type { Curve } from './charts/compared-curves.js';
import { byName, labelNamesIn } from './label-names.js';
import { ATTACHMENT } from './limits.js';
import { comparisonView } from './views/comparison-view.js';
import { score, signed } from './views/format.js';
import { pairsView } from './views/pairs-view.js';

type File = { attachment: Buffer; name: string; description?: string };

/** The answer to `/results compare`: embeds, pictures, and the flipped examples as a table. */
export async function compareMessage(
  compared: Compared,
  runs: Pick<Runs, 'folder' | 'task'>,
  texts: Texts,
): Promise<{ embeds: APIEmbed[]; files: File[] }> {
  if (compared.kind === 'by') return { embeds: [pairsView(compared.comparison, texts)], files: [] };
  const perLabel = byName(compared.comparison.perLabel, labelNamesIn(runs.task, texts));
  const comparison = { ...compared.comparison, perLabel };
  const bars = await labelsPicture(comparison, texts);
  const curves = await curvesPicture(comparison, runs, texts);
  const csv = flipsTable(comparison, texts);
  const view = comparisonView(comparison, texts);
  const image = (file: File) => ({ image: { url: `attachment://${file.name}` } });
  return {
    embeds: [
      { ...view, ...image(bars) },
      ...(curves ? [{ ...(view.color === undefined ? {} : { color: view.color }), ...image(curves) }] : []),
    ],
    files: [bars, ...(curves ? [curves] : []), ...(csv ? [csv] : [])],
  };
}

async function labelsPicture(comparison: Comparison, texts: Texts): Promise<File> {
  const { first, second, perLabel } = comparison;
  const labels = Object.entries(perLabel).map(([label, { difference }]) => `${label} ${signed(difference)}`);
  return {
    attachment: await charts.comparedLabels(perLabel, comparisonNames(comparison, texts), texts),
    name: `run-${first.id}-with-${second.id}-labels.png`,
    description: texts.t('charts.compared.labels_alt', {
      ...{ first: first.id, second: second.id, labels: labels.join(', ') },
    }),
  };
}

/** Undefined where a run's epochs are not on the disk any more. */
async function curvesPicture(
  comparison: Comparison,
  runs: Pick<Runs, 'folder'>,
  texts: Texts,
): Promise<File | undefined> {
  const { first, second, micro } = comparison;
  const names = comparisonNames(comparison, texts);
  const curve = async ({ id, spec }: DoneRun, name: string): Promise<Curve> => {
    const { events } = await readEvents(runs.folder(id).events, { skipSteps: true });
    const epochs = events.filter((event) => event.type === 'epoch');
    if (!hasParts(spec)) return { name, epochs };
    const isHeldOut = judgedOn(spec) === 'held-out';
    const mean = texts.t(isHeldOut ? 'parts.mean_held_out' : 'parts.mean', {
      run: name,
      name: partsName(spec, texts),
    });
    return { name: mean, epochs: meanEpochs(epochs), isHeldOut };
  };
  const curves = [await curve(first, names.first), await curve(second, names.second)] as const;
  if (curves.some(({ epochs }) => epochs.length === 0)) return undefined;
  return {
    attachment: await charts.comparedCurves(...curves, texts),
    name: `run-${first.id}-with-${second.id}-curves.png`,
    description: texts.t('charts.compared.curves_alt', {
      ...{ first: first.id, first_score: score(micro.first) },
      ...{ second: second.id, second_score: score(micro.second) },
    }),
  };
}

/** Undefined where nothing flipped, or more than Discord takes. */
function flipsTable(comparison: Comparison, texts: Texts): File | undefined {
  const { first, second, flips } = comparison;
  const attachment = Buffer.from(flipsCsv(flips, comparisonNames(comparison, texts)));
  if (flips.length === 0 || attachment.length > ATTACHMENT) return undefined;
  return { attachment, name: `run-${first.id}-with-${second.id}-flips.csv` };
}
