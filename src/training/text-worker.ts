import type { Example } from '../task/read-examples.js';
import type { Engine } from '../tensorflow/engine.js';
import { loadEngine } from '../tensorflow/load-engine.js';
import { findCheckpoint } from './checkpoint/find-checkpoint.js';
import { loadTrained } from './checkpoint/load-trained.js';
import { describeFailure } from './describe-failure.js';
import { encode } from './encode.js';
import { predict } from './predict.js';
import { predictorOf } from './predict-file.js';
import { type TextMessage, textModelSchema, type TextRequest, textRequestSchema } from './text-job.js';

/*
 * A process that holds the model of a run, or those of its parts or of an ensemble's members, and says what each makes of
 * a text: `fork(text-worker.js)`, the models as its first message, then one message a text (text-job.ts). It ends with its
 * parent.
 */

process.on('disconnect', () => process.exit(1));

const send = (message: TextMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });

type Member = {
  target: 'pair' | 'mark' | 'none';
  /** [examples, labels] */
  logits: (examples: Example[]) => Promise<number[][]>;
};

type Answer = (request: TextRequest) => Promise<number[][]>;

async function load(message: unknown): Promise<Answer> {
  const { models, labels } = textModelSchema.parse(message);
  const engine = await loadEngine();
  const members: Member[] = [];
  for (const source of models) members.push(await loadMember(engine, source, labels));
  const target = members.find((member) => member.target !== 'none')?.target ?? 'none';
  await send({ type: 'ready', target });
  return async ({ text, target }) => {
    const raw = { id: 'typed', input: { form: text } };
    const examples = [{ id: 'typed', text, target, span: null, raw }];
    const each: number[][] = [];
    for (const member of members) each.push((await member.logits(examples))[0] ?? []);
    return each;
  };
}

async function loadMember(
  engine: Engine,
  source: Parameters<typeof findCheckpoint>[0],
  labels: readonly string[],
): Promise<Member> {
  const { folder } = await findCheckpoint(source, { onDownload: () => undefined });
  const { model, settings } = await loadTrained(engine.tf, folder, { labels });
  const predictor = predictorOf(engine, model, settings.precision);
  return {
    target: settings.target,
    logits: async (examples) => predict(predictor, model.padId, await encode(model, examples, settings)),
  };
}

function failed(error: unknown, id: number | null): TextMessage {
  const { reason, message, hint } = describeFailure(error);
  if (reason === 'bug') console.error(error);
  return { type: 'failed', id, message: hint ? `${message} ${hint}` : message, bug: reason === 'bug' };
}

process.once('message', (first) => {
  const loading = load(first);
  loading.catch(async (error: unknown) => {
    await send(failed(error, null));
    process.exit(1);
  });
  // One text at a time, in the order in which they came.
  let before: Promise<unknown> = loading.catch(() => undefined);
  process.on('message', (message) => {
    const request = textRequestSchema.parse(message);
    before = before.then(async () => {
      try {
        const logits = await (await loading)(request);
        await send({ type: 'answer', id: request.id, logits });
      } catch (error) {
        await send(failed(error, request.id));
      }
    });
  });
});
