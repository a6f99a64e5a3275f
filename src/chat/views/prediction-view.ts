import type { APIEmbed } from 'discord.js';
import type { Prediction } from '../../predict/text-predictor.js';
import { DEFAULT_THRESHOLD } from '../../task/evaluate.js';
import { labelName, type Task } from '../../task/task.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { columns, monoBar, padColumns, score } from './format.js';

const COLOUR = 0x3b82f6;
/** As much of the text as is quoted above its answer. */
const QUOTED = 400;

/**
 * The emotions of one text: a bar each, and whether it is above 0.5 and above the label's tuned threshold. Of an ensemble
 * 0.5 is the threshold.
 */
export function predictionView(
  { text, target }: { text: string; target?: string | undefined },
  { run, submission, labels, usesTarget, microF1 }: Prediction,
  task: Task,
  { t, language }: Texts,
): APIEmbed {
  const rows = labels.map((one) => ({ ...one, name: labelName(task, one.label, language) }));
  const width = Math.max(...rows.map(({ name }) => columns(name)));
  const lines = rows.map(({ name, probability, tunedThreshold }) =>
    [
      padColumns(name, width),
      monoBar(probability),
      probability.toFixed(2),
      probability >= DEFAULT_THRESHOLD ? '✔' : ' ',
      ...(tunedThreshold === null
        ? []
        : [`≥${tunedThreshold.toFixed(2)}${probability >= tunedThreshold ? ' ✔' : ''}`]),
    ]
      .join(' ')
      .trimEnd(),
  );
  const ofEnsemble = submission !== undefined;
  const found = rows.filter(({ probability }) => probability >= DEFAULT_THRESHOLD).map(({ name }) => name);
  const about =
    target === undefined
      ? ''
      : t(usesTarget ? 'predict.about' : ofEnsemble ? 'predict.noneAbout' : 'predict.notAbout', {
          target: plain(target),
        });
  return fitEmbed({
    color: COLOUR,
    title: found.length > 0 ? found.join(', ') : t('predict.nothing'),
    description: [
      `> ${plain(cut(text, QUOTED)).replaceAll(/\s*\n\s*/g, '\n> ')}`,
      ...(about ? [about] : []),
      `\`\`\`\n${lines.join('\n')}\n\`\`\``,
      t(ofEnsemble ? 'predict.ensembleLegend' : 'predict.legend'),
    ].join('\n'),
    footer: {
      text: ofEnsemble
        ? t('predict.ensembleSource', { submission, score: score(microF1) })
        : t('predict.source', { run: run ?? '', score: score(microF1) }),
    },
  });
}
