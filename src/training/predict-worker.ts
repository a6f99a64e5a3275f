import { loadEngine } from '../tensorflow/load-engine.js';
import { describeFailure } from './describe-failure.js';
import { predictFile } from './predict-file.js';
import { type PredictMessage, predictJobSchema } from './predict-job.js';

/*
 * A process that predicts one file: `fork(predict-worker.js)`, the job as its first message. It ends with its parent.
 */

process.on('disconnect', () => process.exit(1));

const send = (message: PredictMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });

async function answer(job: unknown): Promise<PredictMessage> {
  try {
    const engine = await loadEngine();
    return await predictFile(predictJobSchema.parse(job), {
      engine,
      progress: (line) => void send({ type: 'progress', line }),
    });
  } catch (error) {
    const { reason, message, hint } = describeFailure(error);
    if (reason === 'bug') console.error(error);
    const bug = reason === 'bug';
    return { type: 'failed', message: bug || !hint ? message : `${message} ${hint}`, bug };
  }
}

process.once('message', (job) => {
  void answer(job).then(async (message) => {
    await send(message);
    process.exit(message.type === 'done' ? 0 : 1);
  });
});
