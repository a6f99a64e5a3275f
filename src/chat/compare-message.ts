import type { APIEmbed } from 'discord.js';
import type { Compared } from '../runs/compare/compare.js';
import type { Comparison } from '../runs/compare/compare-two.js';
import { flipsCsv } from '../runs/compare/flips-csv.js';
import { readEvents } from '../runs/read-events.js';
import type { Runs } from '../runs/runs.js';
import { charts } from './chart-thread.js';
import type { Curve } from './charts/compared-curves.js';
import { ATTACHMENT } from './limits.js';
import { comparisonView, namesOf } from './views/comparison-view.js';
import { score, signed } from './views/format.js';
import { pairsView } from './views/pairs-view.js';

type File = { attachment: Buffer; name: string; description?: string };

/** The answer to `/results compare`: embeds, pictures, and the flipped examples as a table. */
export async function compareMessage(
  compared: Compared,
  runs: Pick<Runs, 'folder'>,
): Promise<{ embeds: APIEmbed[]; files: File[] }> {
  if (compared.kind === 'by') return { embeds: [pairsView(compared.comparison)], files: [] };
  const { comparison } = compared;
  const bars = await labelsPicture(comparison);
  const curves = await curvesPicture(comparison, runs);
  const csv = flipsTable(comparison);
  const view = comparisonView(comparison);
  const image = (file: File) => ({ image: { url: `attachment://${file.name}` } });
  return {
    embeds: [
      { ...view, ...image(bars) },
      ...(curves ? [{ ...(view.color === undefined ? {} : { color: view.color }), ...image(curves) }] : []),
    ],
    files: [bars, ...(curves ? [curves] : []), ...(csv ? [csv] : [])],
  };
}

async function labelsPicture(comparison: Comparison): Promise<File> {
  const { first, second, perLabel } = comparison;
  const labels = Object.entries(perLabel).map(([label, { difference }]) => `${label} ${signed(difference)}`);
  return {
    attachment: await charts.comparedLabels(perLabel, namesOf(comparison)),
    name: `run-${first.id}-with-${second.id}-labels.png`,
    description: `F1 of each label, run ${second.id} against run ${first.id}: ${labels.join(', ')}.`,
  };
}

/** Undefined where a run's epochs are not on the disk any more. */
async function curvesPicture(comparison: Comparison, runs: Pick<Runs, 'folder'>): Promise<File | undefined> {
  const { first, second, micro } = comparison;
  const names = namesOf(comparison);
  const curve = async (id: string, name: string): Promise<Curve> => {
    const { events } = await readEvents(runs.folder(id).events, { skipSteps: true });
    return { name, epochs: events.filter((event) => event.type === 'epoch') };
  };
  const curves = [await curve(first.id, names.first), await curve(second.id, names.second)] as const;
  if (curves.some(({ epochs }) => epochs.length === 0)) return undefined;
  return {
    attachment: await charts.comparedCurves(...curves),
    name: `run-${first.id}-with-${second.id}-curves.png`,
    description: `Dev micro-F1 by epoch: run ${first.id} ends at ${score(micro.first)}, run ${second.id} at ${score(micro.second)}, each at its best epoch.`,
  };
}

/** Undefined where nothing flipped, or more than Discord takes. */
function flipsTable(comparison: Comparison): File | undefined {
  const { first, second, flips } = comparison;
  const attachment = Buffer.from(flipsCsv(flips, namesOf(comparison)));
  if (flips.length === 0 || attachment.length > ATTACHMENT) return undefined;
  return { attachment, name: `run-${first.id}-with-${second.id}-flips.csv` };
}
