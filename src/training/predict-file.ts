import type { z } from 'zod';
import { atomicWrite } from '../runs/atomic-write.js';
import { evaluate } from '../task/evaluate.js';
import { type Example, readExamples, readLabelledExamples } from '../task/read-examples.js';
import { sigmoid } from '../task/sigmoid.js';
import { compilePredict } from '../tensorflow/compiled/compile-predict.js';
import type { Engine } from '../tensorflow/engine.js';
import { type Download, findCheckpoint } from './checkpoint/find-checkpoint.js';
import { loadTrained } from './checkpoint/load-trained.js';
import { rowsOf } from './compiled-trainer.js';
import { eagerLogits } from './eager-trainer.js';
import { encode } from './encode.js';
import type { Model } from './model.js';
import { predict } from './predict.js';
import type { PredictMessage, predictJobSchema } from './predict-job.js';
import type { TextSettings } from './text/text-settings.js';
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
  { model: source, labels, input, output, scores, maxlen, text }: Job,
  { engine, progress }: Told,
): Promise<Extract<PredictMessage, { type: 'done' }>> {
  const begin = performance.now();
  const examples = await readExamples(input);
  const { folder, from } = await findCheckpoint(source, { onDownload: downloadLines(progress) });
  const { model, settings, lines } = await loadTrained(engine.tf, folder, {
    labels,
    ...(maxlen && { maxlen }),
  });
  for (const line of [`weights from ${from}`, ...lines]) progress(line);
  const features = await encode(model, examples, changed(settings, text));
  const predictor = predictorOf(engine, model);
  let told = performance.now();
  const logits = await predict(predictor, model.padId, features, (done) => {
    if (performance.now() - told > PROGRESS_MS) {
      told = performance.now();
      progress(`${done} of ${examples.length} texts`);
    }
    return Promise.resolve();
  });
  await atomicWrite(
    output,
    examples.map(({ id }, row) => `${JSON.stringify(scoreLine(id, logits[row] ?? [], scores))}\n`).join(''),
  );
  const micro_f1 = await scoreAgainstAnswers(examples, logits, { input, labels });
  const seconds = Math.round(performance.now() - begin) / 1000;
  return { type: 'done', examples: examples.length, from, seconds, micro_f1 };
}

const changed = (settings: TextSettings, changes: Job['text']): TextSettings => ({
  target: changes.target ?? settings.target,
  clean: changes.clean ?? settings.clean,
  others: changes.others ?? settings.others,
  emoji: changes.emoji ?? settings.emoji,
  symbols: changes.symbols ?? settings.symbols,
  repeat: changes.repeat ?? settings.repeat,
});

/** Between two lines of progress, in ms. */
const PROGRESS_MS = 5000;

function scoreLine(id: string, logits: number[], scores: 'logits' | 'probabilities') {
  return scores === 'logits' ? { id, logits } : { id, probabilities: logits.map(sigmoid) };
}

function predictorOf(engine: Engine, model: Model): Pick<Trainer, 'predict'> {
  if (engine.kind === 'native') {
    const compiled = compilePredict(model);
    for (const { variable } of model.variables) variable.dispose();
    return { predict: (batch) => rowsOf(compiled.predict(batch)) };
  }
  return { predict: (batch) => eagerLogits(model, batch) };
}

/** Nothing where a line has no answer: most files that are predicted have none. */
async function scoreAgainstAnswers(
  examples: readonly Example[],
  logits: number[][],
  { input, labels }: { input: string; labels: readonly string[] },
): Promise<number | null> {
  if (!examples.every(({ raw }) => 'output' in raw)) return null;
  const targets = (await readLabelledExamples(input, labels)).map((example) => example.labels);
  return evaluate(
    logits.map((row) => row.map(sigmoid)),
    targets,
    labels,
  ).micro_f1;
}

function downloadLines(progress: (line: string) => void): (download: Download) => void {
  let told = -Infinity;
  return ({ model, received, size }) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    progress(`fetching ${model}: ${Math.round(received / 1e6)} of ${Math.round(size / 1e6)} MB`);
  };
}
