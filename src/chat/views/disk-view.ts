import type { APIEmbed } from 'discord.js';
import { type DiskReport, nameRuns, planned } from '../../disk/disk-report.js';
import { keptGroups } from '../../disk/kept-groups.js';
import type { RetentionPlan, RetentionRule } from '../../disk/retention.js';
import { RUN_PARTS } from '../../disk/run-size.js';
import { inBytes } from '../../hub/disk-room.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import { monoBar, padColumns, STATE_COLOUR } from './format.js';

/** What takes space, the largest runs and models, and what the rule would free. */
export function diskView(report: DiskReport, rule: RetentionRule, texts: Texts): APIEmbed {
  const { t } = texts;
  const { space, largest, models, plan } = report;
  const low = space.free < rule.free_below_gb * 1e9;
  return fitEmbed({
    color: low ? STATE_COLOUR.failed : STATE_COLOUR.done,
    title: t('disk.title', { free: inBytes(space.free), total: inBytes(space.total) }),
    description: [
      low && t('disk.low', { wanted: rule.free_below_gb }),
      `\`\`\`\n${table(report, texts)}\n\`\`\``,
    ]
      .filter(Boolean)
      .join('\n'),
    fields: [
      ...(largest.length > 0
        ? [
            {
              name: t('disk.largest_runs'),
              value: largest
                .map(({ run, bytes }) => `${t('disk.run', { run })} · ${inBytes(bytes)}`)
                .join('\n'),
              inline: true,
            },
          ]
        : []),
      ...(models.largest.length > 0
        ? [
            {
              name: t('disk.largest_models'),
              value: models.largest.map(({ name, bytes }) => `${plain(name)} · ${inBytes(bytes)}`).join('\n'),
              inline: true,
            },
          ]
        : []),
      { name: t('disk.would'), value: planText(plan, texts) },
      ...(plan.kept.length > 0 ? [{ name: t('disk.keeps'), value: keptText(plan, rule, texts) }] : []),
    ],
    footer: { text: ruleText(rule, texts) },
  });
}

/** Names, sizes and bars, narrow enough for a phone. */
function table({ runs, models, backups, submissions, other }: DiskReport, { t }: Texts): string {
  const rows: [string, number][] = [
    [t('disk.rows.runs'), runs.bytes],
    ...RUN_PARTS.map((part): [string, number] => [`  ${t(`disk.rows.${part}`)}`, runs.parts[part]]),
    [t('disk.rows.models'), models.bytes],
    [t('disk.rows.backups'), backups],
    [t('disk.rows.submissions'), submissions],
    [t('disk.rows.other'), other],
  ];
  const most = Math.max(1, ...rows.map(([, bytes]) => bytes));
  return rows
    .filter(([, bytes], at) => bytes > 0 || at === 0)
    .map(([name, bytes]) => `${padColumns(name, 13)} ${inBytes(bytes).padStart(8)} ${monoBar(bytes / most)}`)
    .join('\n');
}

/** What goes, as a phrase. */
export const planText = (plan: RetentionPlan, texts: Texts): string =>
  plan.free.length === 0
    ? texts.t('disk.nothing')
    : texts.t('disk.plan', {
        bytes: inBytes(planned(plan)),
        runs: nameRuns(
          plan.free.map(({ run }) => run),
          20,
          texts,
        ),
      });

const keptText = ({ kept }: RetentionPlan, { keep_days }: RetentionRule, texts: Texts): string =>
  keptGroups(kept, keep_days, texts)
    .map(({ why, runs }) => `${nameRuns(runs, 10, texts)} · ${why}`)
    .join('\n');

const ruleText = ({ keep_days, keep_top, free_below_gb }: RetentionRule, { t }: Texts): string =>
  t('disk.rule', { days: keep_days, top: keep_top, free: free_below_gb });
