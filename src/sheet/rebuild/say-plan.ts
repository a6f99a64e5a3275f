import type { Texts } from '../../texts/texts.js';
import { changesNothing, type RebuildPlan } from './rebuild-plan.js';
import { shortText } from '../short-text.js';

const MOST_RUNS = 20;
const MOST_COLUMNS = 12;
const LONGEST = 40;

/**
 * What a rebuild would do, a line each; one line where it is nothing.
 * @param plain makes what people typed show as it is, where there is markdown
 */
export function sayPlan(
  plan: RebuildPlan,
  { t }: Texts,
  plain: (text: string) => string = (text) => text,
): string[] {
  if (changesNothing(plan)) return [t('sheetCommand.plan.nothing')];
  const rows = [...plan.putBack, ...plan.added].length;
  if (plan.makesTab) return [t('sheetCommand.plan.tab', { count: rows })];
  const shown = (text: string) => plain(shortText(text, LONGEST)) || t('sheet.empty');
  const list = (some: readonly string[]) =>
    [...some.slice(0, MOST_RUNS).map(plain), ...(some.length > MOST_RUNS ? ['…'] : [])].join(', ');
  const counted = (key: 'put_back' | 'added', runs: readonly string[]) =>
    runs.length > 0 ? [t(`sheetCommand.plan.${key}`, { count: runs.length, runs: list(runs) })] : [];
  const columns = plan.cells.slice(0, MOST_COLUMNS).map(({ column, count, examples }) => {
    const said = examples.map(({ run, from, to }) =>
      t('sheetCommand.plan.example', { run, from: shown(from), to: shown(to) }),
    );
    const more = count > examples.length ? ['…'] : [];
    return t('sheetCommand.plan.cells', {
      ...{ count, column: plain(column) },
      examples: [...said, ...more].join('; '),
    });
  });
  const others = plan.cells.length - columns.length;
  return [
    ...counted('put_back', plan.putBack),
    ...counted('added', plan.added),
    ...(plan.columns.length > 0
      ? [t('sheetCommand.plan.columns', { count: plan.columns.length, columns: list(plan.columns) })]
      : []),
    ...columns,
    ...(others > 0 ? [t('sheetCommand.plan.more_columns', { count: others })] : []),
    ...(plan.conflicts > 0 ? [t('sheetCommand.plan.conflicts', { count: plan.conflicts })] : []),
    ...(plan.input > 0 ? [t('sheetCommand.plan.input', { count: plan.input })] : []),
  ];
}
