import { refuseUnknown } from '../runs/check-option.js';
import { findImportance } from '../runs/importance/find-importance.js';
import { percent } from '../runs/percent.js';
import type { Runs } from '../runs/runs.js';
import type { Words } from './words.js';

/** `lab results importance`. @throws UserError as findImportance */
export async function resultsImportance(
  { options }: Words,
  runs: Pick<Runs, 'store'>,
): Promise<{ json: unknown; text: string }> {
  refuseUnknown(Object.keys(options), []);
  const found = await findImportance(runs.store.list());
  const width = Math.max(...found.options.map(({ names }) => names.join(' + ').length));
  return {
    json: found,
    text: [
      `Which options mattered: ${found.runs} finished runs on ${found.data}${found.few ? ': read with care' : ''}`,
      ...found.options.map(({ names, importance, matters, means }) => {
        const values = means.map(
          ({ value, micro_f1, runs: count }) => `${value} ${micro_f1.toFixed(4)} (${count})`,
        );
        return `  ${names.join(' + ').padEnd(width)} ${importance.toFixed(2).padStart(5)} ${matters ? '*' : ' '}  ${values.join(', ')}`.trimEnd();
      }),
      `  * more than chance, which reaches ${Math.max(0, found.chance).toFixed(2)}; the settings predict ${found.explained > 0 ? percent(found.explained) : 'nothing'} of the variance`,
      ...(found.constant.length > 0 ? [`  never varied: ${found.constant.join(', ')}`] : []),
    ].join('\n'),
  };
}
