import { textPredictOptions } from '../predict/predict-options.js';
import { checkOptions, refuseUnknown } from '../runs/check-option.js';
import { DEFAULT_THRESHOLD } from '../task/evaluate.js';
import { UserError } from '../user-error.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import { noPlainWords, type Words } from './words.js';

/**
 * `lab predict text:"…" [target:…] [run:12 | submission:4]`: the probability of each label.
 * @throws UserError what to type instead, those of TextPredictor
 */
export async function predictText(
  words: Words,
  { predictor }: TerminalLab,
  { author }: Caller,
): Promise<Answer> {
  noPlainWords(words, 'predict text:"…"');
  refuseUnknown(Object.keys(words.options), Object.keys(textPredictOptions));
  const { text, target, run, submission } = checkOptions(textPredictOptions, words.options) as Record<
    string,
    string | undefined
  >;
  if (text === undefined) throw new UserError('predict.text', 'Type the text: `predict text:"…"`.');
  const prediction = await predictor.predict({
    text,
    target,
    run,
    submission,
    person: `terminal ${author.name}`,
  });
  const width = Math.max(...prediction.labels.map(({ label }) => label.length));
  const ignored = target !== undefined && !prediction.usesTarget;
  return {
    json: prediction,
    text: [
      ...prediction.labels.map(({ label, probability, tunedThreshold }) =>
        `${label.padEnd(width)} ${probability.toFixed(4)} ${probability >= DEFAULT_THRESHOLD ? '*' : ' '}${tunedThreshold === null ? '' : ` tuned threshold ${tunedThreshold.toFixed(2)}${probability >= tunedThreshold ? ' *' : ''}`}`.trimEnd(),
      ),
      `${prediction.run === undefined ? `submission ${prediction.submission ?? ''}` : `run ${prediction.run}`}, dev micro-F1 ${prediction.microF1.toFixed(4)}${ignored ? '; it reads no target' : ''}`,
    ].join('\n'),
  };
}
