import { type DiskReport, planned, runNumbers } from '../disk/disk-report.js';
import { keptGroups } from '../disk/kept-groups.js';
import type { RetentionRule } from '../disk/retention.js';
import { RUN_PARTS } from '../disk/run-size.js';
import { inBytes } from '../hub/disk-room.js';

const line = (name: string, bytes: number, about = ''): string =>
  `  ${name.padEnd(14)}${inBytes(bytes).padStart(9)}${about && `  ${about}`}`;

/** What takes space, for people in a terminal. */
export function diskText(report: DiskReport, rule: RetentionRule): string {
  const { home, space, runs, largest, models, plan } = report;
  const low =
    space.free < rule.free_below_gb * 1e9 ? `, less than the ${rule.free_below_gb} GB of the rule` : '';
  return [
    `${home}: ${inBytes(space.free)} of ${inBytes(space.total)} are free${low}`,
    line('runs', runs.bytes, `${runs.count} ${runs.count === 1 ? 'folder' : 'folders'}`),
    ...RUN_PARTS.map((part) => line(`  ${part}`, runs.parts[part])),
    line('models', models.bytes, models.folder),
    ...models.largest.map(({ name, bytes }) => line('', bytes, name)),
    line('backups', report.backups),
    line('submissions', report.submissions),
    line('other', report.other),
    ...(largest.length > 0
      ? [
          'The largest runs:',
          ...largest.map((one) =>
            line(`run ${one.run}`, one.bytes, `${inBytes(one.checkpoints)} of checkpoints`),
          ),
        ]
      : []),
    plan.free.length > 0
      ? `disk free:true would free ${inBytes(planned(plan))}: the checkpoints of ${plan.free.length === 1 ? 'run' : 'runs'} ${runNumbers(plan.free.map(({ run }) => run))}`
      : 'Nothing is to be freed by the rule.',
    ...keptGroups(plan.kept, rule.keep_days).map(
      ({ why, runs: kept }) => `  kept: ${runNumbers(kept)} (${why})`,
    ),
  ].join('\n');
}
