import type { Sweep } from '../runs/sweep/sweep.js';
import { type SweepSummary, valuesText } from '../runs/sweep/sweep-summary.js';

/** A sweep at a glance, for people in a terminal. */
export function sweepText(sweep: Sweep, summary: SweepSummary): string {
  const { best, running, waiting, secondsLeft } = summary;
  const counts = [
    `${summary.done} done`,
    summary.pruned > 0 && `${summary.pruned} pruned`,
    summary.failed > 0 && `${summary.failed} failed`,
    summary.cancelled > 0 && `${summary.cancelled} cancelled`,
    running.length > 0 && `running: ${running.map(({ id }) => `run ${id}`).join(', ')}`,
    waiting.length > 0 && `waiting: ${waiting.map(({ id }) => `run ${id}`).join(', ')}`,
  ];
  return [
    `Sweep ${sweep.id}: ${sweep.state}, ${sweep.strategy}, ${summary.started} of ${sweep.budget} runs, by ${sweep.author.name}`,
    sweep.reason && `  reason   ${sweep.reason}`,
    sweep.intent && `  why      ${sweep.intent.replaceAll('\n', ' ')}`,
    `  space    ${sweep.typed}`,
    sweep.pruner !== 'none' && `  pruner   ${sweep.pruner}`,
    `  runs     ${counts.filter(Boolean).join(', ')}`,
    best && `  best     ${best.result.dev.micro_f1.toFixed(4)}  run ${best.id}  ${valuesText(best)}`,
    secondsLeft !== null && `  left     about ${Math.round(secondsLeft)} s`,
  ]
    .filter(Boolean)
    .join('\n');
}
