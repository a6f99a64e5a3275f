import type { APIEmbed } from 'discord.js';
import { sayFailure } from '../../sheet/telling/say-failure.js';
import { sayPlan } from '../../sheet/rebuild/say-plan.js';
import type { RebuildPlan } from '../../sheet/rebuild/rebuild-plan.js';
import type { SheetReport } from '../../sheet/sheet-desk.js';
import { shortText } from '../../sheet/short-text.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, fitLines, plain } from '../limits.js';
import { STATE_COLOUR } from './format.js';

const CONFLICTS = 10;
const CHARACTERS = 24;
const FIELD = 1024;
const RUNS = 40;

const relative = (iso: string): string => `<t:${Math.floor(Date.parse(iso) / 1000)}:R>`;

/** How the sheet is: its link, whether all is in it, what keeps it, and what people did to it. */
export function sheetView(report: SheetReport, texts: Texts): APIEmbed {
  const { t } = texts;
  const { link, account, pending, lastSync, failure, needsPeople, deleted, refused, conflicts } = report;
  const behind = pending > 0 ? t('sheetCommand.behind', { count: pending }) : undefined;
  const state = failure ? behind : (behind ?? (lastSync ? t('sheetCommand.right') : undefined));
  const few = (all: readonly string[]) =>
    [...all.slice(0, RUNS), ...(all.length > RUNS ? ['…'] : [])].join(', ');
  const runs = few(deleted);
  const [first] = refused;
  return fitEmbed({
    color: needsPeople ? STATE_COLOUR.failed : failure || behind ? STATE_COLOUR.running : STATE_COLOUR.done,
    title: `📊 ${t('sheetCommand.title')}`,
    description: [link && `[${t('sheetCommand.open')}](${link})`, state].filter(Boolean).join('\n'),
    fields: [
      ...(failure
        ? [{ name: `⚠️ ${t('sheetCommand.error')}`, value: plain(sayFailure(failure, account, texts)) }]
        : []),
      {
        name: t('sheetCommand.synced'),
        value: lastSync ? relative(lastSync) : t('sheetCommand.never'),
        inline: true,
      },
      { name: t('sheetCommand.waiting'), value: String(pending), inline: true },
      ...(account ? [{ name: t('sheetCommand.account'), value: `\`${account}\`` }] : []),
      {
        name: t('sheetCommand.conflicts', { count: conflicts.length }),
        value: conflicts.length > 0 ? conflictLines(report, texts) : t('sheetCommand.no_conflicts'),
      },
      ...(deleted.length > 0
        ? [{ name: t('sheetCommand.deleted'), value: t('sheetCommand.deleted_are', { runs }) }]
        : []),
      ...(first
        ? [
            {
              name: t('sheetCommand.refused'),
              value: t('sheetCommand.refused_are', {
                ...{ runs: few(refused.map(({ run }) => run)), why: plain(first.why) },
              }),
            },
          ]
        : []),
    ],
    ...(conflicts.length > 0 ? { footer: { text: t('sheetCommand.conflicts_about') } } : {}),
  });
}

/** The latest first, as many whole lines as a field holds. */
function conflictLines({ conflicts }: SheetReport, { t }: Texts): string {
  const said = (text: string) => plain(shortText(text, CHARACTERS)) || t('sheet.empty');
  let used = 0;
  return conflicts
    .slice(-CONFLICTS)
    .reverse()
    .map(({ run, column, theirs, ours, at }) =>
      t('sheetCommand.conflict', {
        ...{ run, column: said(column), theirs: said(theirs), ours: said(ours), when: relative(at) },
      }),
    )
    .filter((line) => (used += line.length + 1) <= FIELD)
    .join('\n');
}

/** What a rebuild would do, and, where it is anything, the question whether it is meant. */
export function rebuildView(plan: RebuildPlan, isAsked: boolean, texts: Texts): APIEmbed {
  const lines = sayPlan(plan, texts, plain);
  return fitEmbed({
    color: isAsked ? STATE_COLOUR.running : STATE_COLOUR.done,
    title: `🔧 ${texts.t('sheetCommand.plan.title')}`,
    description: fitLines(lines.map((line) => (lines.length > 1 ? `• ${line}` : line))).join('\n'),
    ...(isAsked ? { footer: { text: texts.t('sheetCommand.plan.asked') } } : {}),
  });
}
