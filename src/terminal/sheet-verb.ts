import { checkOption, refuseUnknown } from '../runs/check-option.js';
import type { OptionDef } from '../runs/option-def.js';
import { changesNothing } from '../sheet/rebuild/rebuild-plan.js';
import { sayFailure } from '../sheet/telling/say-failure.js';
import { sayPlan } from '../sheet/rebuild/say-plan.js';
import type { SheetDesk, SheetReport } from '../sheet/sheet-desk.js';
import { shortText } from '../sheet/short-text.js';
import { say, textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { sheetImport } from './sheet-import.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

const CONFLICTS = 10;
const texts = textsIn('en');

const dryOption = {
  kind: 'flag',
  description: 'Only show what would change',
  example: 'dry:true',
} as const satisfies OptionDef;

/**
 * `sheet`, `sheet rebuild [dry:true]`, asked of the running bot; `sheet import …` with or without it. (`sheet setup` needs no bot: sheet-setup.ts.)
 * @throws UserError what to type instead, or what keeps the sheet
 */
export async function sheetVerb(words: Words, lab: TerminalLab, caller: Caller): Promise<Answer> {
  const { sheet } = lab;
  if (words.plain[0] === 'import') return sheetImport(words, lab, caller);
  const [what = 'status', ...rest] = words.plain;
  if (!['status', 'rebuild'].includes(what) || rest.length > 0)
    throw new UserError(
      'sheet.what',
      `Type \`sheet status\`, \`sheet import file:old.xlsx\`, \`sheet rebuild\`, \`sheet rebuild dry:true\` or \`sheet setup\`, not \`sheet ${words.plain.join(' ').slice(0, 60)}\`.`,
    );
  refuseUnknown(Object.keys(words.options), what === 'rebuild' ? ['dry'] : []);
  if (!sheet) throw new UserError('sheet.no_bot', say('sheetCommand.no_sheet'));
  if (what === 'status') return status(sheet.report());
  const isDry = checkOption('dry', dryOption, words.options.dry ?? false) === true;
  return isDry ? dryRun(sheet) : rebuild(sheet);
}

function status(report: SheetReport): Answer {
  const { t } = texts;
  const { link, account, pending, lastSync, failure, deleted, refused, conflicts } = report;
  const line = (name: string, text: string) => `${name.padEnd(28)} ${text}`;
  const latest = conflicts.slice(-CONFLICTS).reverse();
  const cell = (text: string) => shortText(text, 40) || t('sheet.empty');
  return {
    json: {
      ...{ link: link ?? null, account: account ?? null, pending, last_sync: lastSync ?? null },
      error: failure ? sayFailure(failure, account, texts) : null,
      ...{ needs_people: report.needsPeople, deleted, refused, conflicts },
    },
    text: [
      line(t('sheetCommand.title'), link ?? '-'),
      line(t('sheetCommand.synced'), lastSync ?? t('sheetCommand.never')),
      line(t('sheetCommand.waiting'), String(pending)),
      ...(account ? [line(t('sheetCommand.account'), account)] : []),
      ...(failure ? [line(t('sheetCommand.error'), sayFailure(failure, account, texts))] : []),
      ...(deleted.length > 0
        ? [line(t('sheetCommand.deleted'), `${deleted.join(', ')} (\`sheet rebuild\` puts them back)`)]
        : []),
      ...(refused.length > 0 ? [line(t('sheetCommand.refused'), '')] : []),
      ...refused.slice(0, CONFLICTS).map(({ run, why }) => `  run ${run}: ${why}`),
      line(
        t('sheetCommand.conflicts', { count: conflicts.length }),
        conflicts.length > 0 ? '' : '-',
      ).trimEnd(),
      ...latest.map(
        ({ run, column, theirs, ours, at }) =>
          `  ${at.slice(0, 16).replace('T', ' ')}  run ${run}, ${column}: ${cell(theirs)} -> ${cell(ours)}`,
      ),
    ].join('\n'),
  };
}

async function dryRun(sheet: SheetDesk): Promise<Answer> {
  const plan = await sheet.plan(texts);
  return {
    json: { ...plan, dry: true, changes: !changesNothing(plan) },
    text: [`${texts.t('sheetCommand.plan.title')}:`, ...sayPlan(plan, texts).map((one) => `  ${one}`)].join(
      '\n',
    ),
  };
}

async function rebuild(sheet: SheetDesk): Promise<Answer> {
  const { plan, isDone } = await sheet.rebuild(texts);
  return {
    json: { ...plan, dry: false, done: isDone },
    text: [
      ...sayPlan(plan, texts).map((one) => `  ${one}`),
      texts.t(isDone ? 'sheetCommand.done' : 'sheetCommand.goes_on'),
    ].join('\n'),
  };
}
