import type { APIEmbed } from 'discord.js';
import { type DiskReport, planned, runNumbers } from '../../disk/disk-report.js';
import { keptGroups } from '../../disk/kept-groups.js';
import type { RetentionPlan, RetentionRule } from '../../disk/retention.js';
import { RUN_PARTS } from '../../disk/run-size.js';
import { inBytes } from '../../hub/disk-room.js';
import { fitEmbed, plain } from '../limits.js';
import { monoBar, STATE_COLOUR } from './format.js';

/** What takes space, the largest runs and models, and what the rule would free. */
export function diskView(report: DiskReport, rule: RetentionRule): APIEmbed {
  const { space, largest, models, plan } = report;
  const low = space.free < rule.free_below_gb * 1e9;
  return fitEmbed({
    color: low ? STATE_COLOUR.failed : STATE_COLOUR.done,
    title: `💾 ${inBytes(space.free)} of ${inBytes(space.total)} free`,
    description: [
      low && `⚠️ Less than the ${rule.free_below_gb} GB that the rule wants.`,
      `\`\`\`\n${table(report)}\n\`\`\``,
    ]
      .filter(Boolean)
      .join('\n'),
    fields: [
      ...(largest.length > 0
        ? [
            {
              name: 'Largest runs',
              value: largest.map(({ run, bytes }) => `run ${run} · ${inBytes(bytes)}`).join('\n'),
              inline: true,
            },
          ]
        : []),
      ...(models.largest.length > 0
        ? [
            {
              name: 'Largest models',
              value: models.largest.map(({ name, bytes }) => `${plain(name)} · ${inBytes(bytes)}`).join('\n'),
              inline: true,
            },
          ]
        : []),
      { name: 'The rule would free', value: planText(plan) },
      ...(plan.kept.length > 0 ? [{ name: 'It keeps the checkpoints of', value: keptText(plan) }] : []),
    ],
    footer: { text: ruleText(rule) },
  });
}

/** Names, sizes and bars, narrow enough for a phone. */
function table({ runs, models, backups, submissions, other }: DiskReport): string {
  const rows: [string, number][] = [
    ['runs', runs.bytes],
    ...RUN_PARTS.map((part): [string, number] => [`  ${part}`, runs.parts[part]]),
    ['models', models.bytes],
    ['backups', backups],
    ['submissions', submissions],
    ['other', other],
  ];
  const most = Math.max(1, ...rows.map(([, bytes]) => bytes));
  return rows
    .filter(([name, bytes]) => bytes > 0 || name === 'runs')
    .map(([name, bytes]) => `${name.padEnd(13)} ${inBytes(bytes).padStart(8)} ${monoBar(bytes / most)}`)
    .join('\n');
}

/** What goes, as a phrase. */
export const planText = (plan: RetentionPlan): string =>
  plan.free.length === 0
    ? 'nothing'
    : `**${inBytes(planned(plan))}**: the checkpoints of ${plan.free.length === 1 ? 'run' : 'runs'} ${runNumbers(plan.free.map(({ run }) => run))}`;

const keptText = ({ kept }: RetentionPlan): string =>
  keptGroups(kept)
    .map(({ why, runs }) => `${runs.length === 1 ? 'run' : 'runs'} ${runNumbers(runs, 10)} · ${why}`)
    .join('\n');

const ruleText = ({ keep_days, keep_top, free_below_gb }: RetentionRule): string =>
  `Kept: ${keep_days} days, the ${keep_top} best by dev and by public score, submissions, pinned and open runs. Below ${free_below_gb} GB free, younger ones go, too. Scores and logs always stay.`;
