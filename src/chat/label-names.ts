import { labelName, type Task } from '../task/task.js';
import type { Texts } from '../texts/texts.js';

/** What people call a label. */
export type NameLabel = (label: string) => string;

/** The task's names of labels in the texts' language; a label without a name is shown as it is. */
export const labelNamesIn =
  (task: Task, { language }: Texts): NameLabel =>
  (label) =>
    labelName(task, label, language);

/** Values by label, under the labels' names. */
export const byName = <Value>(
  values: Readonly<Record<string, Value>>,
  name: NameLabel,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([label, value]) => [name(label), value]));
