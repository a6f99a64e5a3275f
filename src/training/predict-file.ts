import type { z } from 'zod';
import { atomicWrite } from '../runs/atomic-write.js';
import type { TextSettings } from '../runs/text-fields.js';
import { evaluate } from '../task/evaluate.js';
import { type Example, readExamples, readLabelledExamples } from '../task/read-examples.js';
import { sigmoid } from '../task/sigmoid.js';
import { UserError } from '../user-error.js';
import { compilePredict } from '../tensorflow/compiled/compile-predict.js';
import type { Engine } from '../tensorflow/engine.js';
import { type Download, findCheckpoint } from './checkpoint/find-checkpoint.js';
import { loadTrained } from './checkpoint/load-trained.js';
import { rowsOf } from './compiled-trainer.js';
import { eagerLogits } from './eager-trainer.js';
import { encode } from './encode.js';
import { MeanLogits } from './mean-logits.js';
import type { Model } from './model.js';
import { predict } from './predict.js';
import type { PredictMessage, predictJobSchema } from './predict-job.js';
import type { LabmateSection } from './text/labmate-section.js';
import type { Trainer } from './trainer.js';

type Job = z.output<typeof predictJobSchema>;

type Told = {
  engine: Engine;
  progress: (line: string) => void;
};

/**
 * Predicts every line of a file in the task's format and writes a line for each, in its order: id and scores.
 * @throws UserError naming the file and the cure
 */
export async function predictFile(
  { models, labels, input, output, scores, maxlen, text }: Job,
  { engine, progress }: Told,
): Promise<Extract<PredictMessage, { type: 'done' }>> {
  const begin = performance.now();
  const examples = await readExamples(input);
  const answers = await readAnswers(examples, { input, labels, progress });
  const options = { labels, changes: known(text), ...(maxlen && { maxlen }) };
  const mean = new MeanLogits(examples.length, labels.length);
  const froms: string[] = [];
  for (const [at, source] of models.entries()) {
    const one = await predictWith(source, examples, options, {
      ...{ engine, isLast: at === models.length - 1 },
      progress: (line) => progress(models.length > 1 ? `${at + 1} of ${models.length}: ${line}` : line),
    });
    mean.add(one.logits);
    froms.push(one.from);
  }
  const logits = mean.logits();
  const from =
    froms.length > 1 ? `the mean of ${froms.length} checkpoints (${froms[0]} …)` : (froms[0] ?? '');
  await atomicWrite(
    output,
    examples.map(({ id }, row) => `${JSON.stringify(scoreLine(id, logits[row] ?? [], scores))}\n`).join(''),
  );
  const probabilities = logits.map((row) => row.map(sigmoid));
  const micro_f1 = answers && evaluate(probabilities, answers, labels).micro_f1;
  const seconds = Math.round(performance.now() - begin) / 1000;
  return { type: 'done', examples: examples.length, from, seconds, micro_f1 };
}

/** Logits of one checkpoint, [examples, labels]. */
async function predictWith(
  source: Job['models'][number],
  examples: readonly Example[],
  options: Parameters<typeof loadTrained>[2],
  { engine, progress, isLast }: Told & { isLast: boolean },
): Promise<{ logits: number[][]; from: string }> {
  const { folder, from } = await findCheckpoint(source, { onDownload: downloadLines(progress) });
  const { model, settings, lines } = await loadTrained(engine.tf, folder, options);
  for (const line of [`weights from ${from}`, ...lines]) progress(line);
  const features = await encode(model, examples, settings);
  const predictor = predictorOf(engine, model, settings.precision);
  let told = performance.now();
  const logits = await predict(predictor, model.padId, features, (done) => {
    if (performance.now() - told > PROGRESS_MS) {
      told = performance.now();
      progress(`${done} of ${examples.length} texts`);
    }
    return Promise.resolve();
  });
  // The next one's weights need the room; the process ends after the last.
  if (!isLast) predictor.dispose();
  return { logits, from };
}

/** Between two lines of progress, in ms. */
const PROGRESS_MS = 5000;

function scoreLine(id: string, logits: number[], scores: 'logits' | 'probabilities') {
  return scores === 'logits' ? { id, logits } : { id, probabilities: logits.map(sigmoid) };
}

/** What calculates logits of batches; on the native engine the model's own variables are gone afterwards. */
export function predictorOf(
  engine: Engine,
  model: Model,
  precision: LabmateSection['precision'],
): Pick<Trainer, 'predict' | 'dispose'> {
  if (engine.kind === 'native') {
    const products = precision === 'auto' && engine.hasBfloat16 ? 'bfloat16' : 'float32';
    const compiled = compilePredict(model, products);
    for (const { variable } of model.variables) variable.dispose();
    return { predict: (batch) => rowsOf(compiled.predict(batch)), dispose: () => compiled.dispose() };
  }
  return {
    predict: (batch) => eagerLogits(model, batch),
    dispose: () => model.variables.forEach(({ variable }) => variable.dispose()),
  };
}

/** What is given, without what is not. */
const known = (text: Job['text']): Partial<TextSettings> =>
  Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined));

/** The answers in the file, [examples, labels]; null where a line has none, as in most files that are predicted. */
async function readAnswers(
  examples: readonly Example[],
  { input, labels, progress }: { input: string; labels: readonly string[]; progress: (line: string) => void },
): Promise<number[][] | null> {
  if (!examples.every(({ raw }) => raw.output !== undefined && raw.output !== null)) return null;
  try {
    return (await readLabelledExamples(input, labels)).map((example) => example.labels);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    progress(`no micro-F1, since the file's answers are not the task's: ${error.message}`);
    return null;
  }
}

function downloadLines(progress: (line: string) => void): (download: Download) => void {
  let told = -Infinity;
  return ({ model, received, size }) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    progress(`fetching ${model}: ${Math.round(received / 1e6)} of ${Math.round(size / 1e6)} MB`);
  };
}
