import { readFile, stat } from 'node:fs/promises';
import { refuseUnknown } from '../runs/check-option.js';
import { importRuns } from '../sheet/import/import-runs.js';
import { type ImportPlan, planImport } from '../sheet/import/plan-import.js';
import { readGoogle } from '../sheet/import/read-google.js';
import { readTableInThread } from '../sheet/import/read-table-in-thread.js';
import { refuseFile } from '../sheet/import/refuse-file.js';
import { sayPlan } from '../sheet/import/say-plan.js';
import { LIMITS, type Table } from '../sheet/import/table.js';
import { say, textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { basename } from 'node:path';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

const texts = textsIn('en');

/**
 * `sheet import file:old.xlsx [tab:NAME]` shows what would be imported; with `yes:true` it is. `sheet:ID` is a Google
 * Sheet in place of a file.
 * @throws UserError `import.…` for a table that cannot be read or holds no runs
 */
export async function sheetImport(
  { options }: Words,
  { runs, preferences, sheetPlace }: TerminalLab,
  { author }: Caller,
): Promise<Answer> {
  refuseUnknown(Object.keys(options), ['file', 'sheet', 'url', 'tab', 'yes', 'dry']);
  const { yes, dry } = options;
  const what = await tableOf(options, { sheetPlace });
  const { timezone } = preferences.get();
  const imports = isYes(yes) && !isYes(dry);
  if (imports) {
    const { plan, added } = await importRuns(what, { runs, timezone, by: author });
    const [first, last] = [added[0]?.id ?? '', added.at(-1)?.id ?? ''];
    const done =
      added.length === 0
        ? texts.t('imports.nothing')
        : texts.t('imports.done', { count: added.length, from: what.from, first, last });
    const { here, refused } = sayPlan(plan, runs.task.labels, texts);
    return {
      json: { imported: added.map(({ id }) => id), here: plan.here, refused: refusedJson(plan) },
      text: [done, here, ...refused].filter(Boolean).join('\n'),
    };
  }
  const plan = planImport(what, { runs: runs.store.list(), task: runs.task, timezone });
  return { json: planJson(plan), text: planText(plan, runs.task.labels) };
}

const isYes = (typed: unknown): boolean => ['true', 'yes', '1', 'on'].includes(String(typed).toLowerCase());

async function tableOf(
  { file, sheet, url, tab }: Words['options'],
  { sheetPlace }: Pick<TerminalLab, 'sheetPlace'>,
): Promise<{ table: Table; from: string }> {
  const online = sheet ?? url;
  if ((file === undefined) === (online === undefined))
    throw new UserError(
      'import.how',
      'Type `sheet import` with one of `file:old.xlsx` (CSV or XLSX) and `sheet:ID`, a Google Sheet that is shared with the bot.',
    );
  const chosen = tab === undefined ? undefined : String(tab);
  if (file === undefined) return readGoogle(String(online), chosen, sheetPlace);
  return {
    table: await readTableInThread(await readPath(String(file)), chosen),
    from: basename(String(file)),
  };
}

async function readPath(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > LIMITS.bytes) refuseFile('bytes', { limit: LIMITS.bytes / 2 ** 20 });
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UserError('import.path', say('imports.path', { path: path.slice(0, 200), why }), { cause });
  }
}

const refusedJson = ({ refused }: ImportPlan) =>
  refused.map(({ row, cell, why }) => ({ row, cell, why: texts.say(why) }));

const planJson = (plan: ImportPlan) => ({
  ...{ from: plan.from, tab: plan.tab, header: plan.header, runs: plan.fresh.length, here: plan.here },
  columns: plan.columns.map(({ letter, header, key, percent, samples }) => ({
    ...{ letter, header, field: key, percent, samples },
  })),
  refused: refusedJson(plan),
  moved: plan.moved,
});

function planText(plan: ImportPlan, labels: readonly string[]): string {
  const said = sayPlan(plan, labels, texts);
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
  return [
    [said.title + '.', said.header, said.here].filter(Boolean).join(' '),
    ...part(texts.t('imports.columns'), said.columns),
    ...part(texts.t('imports.noted'), said.noted),
    ...part(texts.t('imports.left'), said.left),
    ...part(texts.t('imports.moved'), said.moved),
    ...part(texts.t('imports.refused_title', { count: plan.refused.length }), said.refused),
    '',
    plan.fresh.length === 0
      ? texts.t('imports.nothing')
      : 'Nothing was imported yet: type the same with yes:true to do it.',
  ].join('\n');
}
