import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ModelEntry } from '../config/labmate-config.js';
import type { Settings } from '../config/settings.js';
import { predictInProcess } from '../predict/predict-in-process.js';
import { checkOptions, refuseUnknown } from '../runs/check-option.js';
import { findModel } from '../runs/find-model.js';
import type { OptionDef } from '../runs/option-def.js';
import { resultsOptions, runOptions } from '../runs/options.js';
import { partsOfClean } from '../runs/text-fields.js';
import { textOptions } from '../runs/text-options.js';
import type { PredictJob } from '../training/predict-job.js';
import { UserError } from '../user-error.js';
import { checkpointsOf } from './run-checkpoints.js';
import type { Answer } from './verb.js';
import { noPlainWords, type Words } from './words.js';

const EXAMPLE = 'predict run:12 input:test.jsonl output:scores.jsonl';

const file = (name: string, what: string) =>
  ({ kind: 'text', maxLength: 4096, description: what, example: `${name}:test.jsonl` }) as const;

export const predictOptions = {
  model: runOptions.model,
  run: resultsOptions.run,
  input: file('input', "A file in the task's format, with or without answers"),
  output: file('output', 'Where the scores go, a line an example'),
  scores: {
    kind: 'choice',
    choices: ['logits', 'probabilities'],
    description: 'What is written of each label',
    example: 'scores:logits',
  },
  maxlen: runOptions.maxlen,
  ...textOptions,
} as const satisfies Record<string, OptionDef>;

export type PredictOptions = {
  settings: Settings;
  progress: (line: string) => void;
  /** Ends the process that predicts when it is aborted. */
  signal: AbortSignal;
  /** Where the person is: relative paths begin there. */
  cwd: string;
};

/**
 * `lab predict model:DIR input:FILE output:FILE [scores:logits]`: scores of every line of a file. Needs neither the store
 * nor the bot.
 * @throws UserError what to type instead, or why nothing could be predicted
 */
export async function runPredict(words: Words, how: PredictOptions): Promise<Answer> {
  noPlainWords(words, EXAMPLE);
  refuseUnknown(Object.keys(words.options), Object.keys(predictOptions));
  const { model, run, input, output, scores, maxlen, ...typed } = checkOptions(predictOptions, words.options);
  const text = typed.clean === undefined ? typed : { ...partsOfClean(typed.clean === true), ...typed };
  if (input === undefined || output === undefined || (model === undefined) === (run === undefined))
    throw new UserError(
      'predict.options',
      `Type a model or a run, an input and an output: \`${EXAMPLE}\`, or \`model:DIR\` in place of \`run:12\`.`,
    );
  const inFile = resolve(how.cwd, String(input));
  const outFile = resolve(how.cwd, String(output));
  await checkOutput(outFile, inFile);
  const job = {
    models:
      run === undefined
        ? [await modelOf(String(model), how)]
        : await checkpointsOf(String(run), how.settings),
    labels: how.settings.task.labels,
    ...{ input: inFile, output: outFile, scores: scores ?? 'logits', maxlen, text },
  } as PredictJob;
  const { examples, from, seconds, micro_f1 } = await predictInProcess(job, how);
  const scored = micro_f1 === null ? '' : `; micro-F1 against the file's answers ${micro_f1.toFixed(4)}`;
  return {
    json: { output: outFile, examples, model: from, seconds, micro_f1 },
    text: `${examples} texts predicted in ${seconds} s with ${from}${scored}\n${outFile}`,
  };
}

async function checkOutput(output: string, input: string): Promise<void> {
  if (output === input)
    throw new UserError(
      'predict.output',
      'Input and output are the same file. Give the output another name.',
    );
  const folder = await stat(dirname(output)).catch(() => undefined);
  if (!folder?.isDirectory())
    throw new UserError(
      'predict.output',
      `There is no folder ${dirname(output)} for the output. Make it, or write elsewhere.`,
    );
  const isFolder = (await stat(output).catch(() => undefined))?.isDirectory() === true;
  const isWritable = await access(dirname(output), constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isFolder || !isWritable)
    throw new UserError(
      'predict.output',
      isFolder
        ? `The output ${output} is a folder. Name a file in it.`
        : `Nothing can be written in ${dirname(output)}. Write elsewhere.`,
    );
}

async function modelOf(typed: string, { settings }: PredictOptions): Promise<ModelEntry['settings']> {
  const entry = await findModel(typed, { ...settings, anywhere: true });
  if (entry.kind === 'checkpoint') return entry.settings;
  throw new UserError(
    'predict.model',
    `${typed} is trained from scratch: it predicts nothing before. Train it, and name the run, for example \`${EXAMPLE}\`.`,
  );
}
