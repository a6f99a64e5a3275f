import { runSpecSchema } from '../../runs/spec.js';
import { labelName, type Task } from '../../task/task.js';
import { LANGUAGES } from '../../texts/language.js';
import { sheetColumns } from '../runs-tab/columns.js';
import { COLUMN_NAMES, DATE_KEY, RUN_NOTES_KEY } from './column-names.js';

/** What a column of somebody's table can be: the key of a column of the sheet, or one that only others have. */
export type Field = {
  key: string;
  /** As headers are compared, the best first. */
  names: readonly string[];
};

/** A header as it is compared: letters and digits alone, and the signs that tell two parameters apart. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#+]+/gu, '');

/** Everything that a column can be, for this task. */
export function tableFields(task: Task): Field[] {
  const own = sheetColumns(task.labels).map(({ key, headers }) => ({
    key,
    names: [
      ...LANGUAGES.map((language) => headers[language]),
      ...optionName(key),
      ...(COLUMN_NAMES[key] ?? []),
      ...labelNames(key, task),
    ],
  }));
  const others = [DATE_KEY, RUN_NOTES_KEY].map((key) => ({ key, names: COLUMN_NAMES[key] ?? [] }));
  return [...own, ...others].map(({ key, names }) => ({ key, names: [...new Set(names.map(nameOf))] }));
}

/** A trailing minus is all that tells some names from others. */
const nameOf = (name: string): string =>
  /-$/.test(name.trim()) ? `${plainHeader(name)}-` : plainHeader(name);

export const headerName = (header: string): string => nameOf(header.replaceAll('%', ''));

const optionName = (key: string): string[] => {
  const name = key.replace(/^spec:/, '');
  return name !== key && name in runSpecSchema.shape ? [name] : [];
};

/** `joy F1`, `F1 joy`, `joy`, and the same in the languages that have a name for it. */
function labelNames(key: string, task: Task): string[] {
  const label = key.startsWith('f1:') ? key.slice(3) : undefined;
  if (label === undefined) return [];
  const names = [label, ...LANGUAGES.map((language) => labelName(task, label, language))];
  return names.flatMap((name) => [`${name} f1`, `f1 ${name}`, name]);
}
