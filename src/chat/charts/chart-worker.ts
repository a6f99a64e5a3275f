import { parentPort } from 'node:worker_threads';
import { type ChartAnswer, type ChartJob, unpacked } from './chart-message.js';
import { table } from './table.js';

type Draw = (...args: unknown[]) => Promise<Buffer>;

/** Started by its path (`ChartThread`): jobs in, pictures or errors out, each with its job's number. */
parentPort?.on('message', ({ id, name, args }: ChartJob) => {
  void answer(id, name, args).then((message) => parentPort?.postMessage(message));
});

async function answer(id: number, name: string, args: readonly unknown[]): Promise<ChartAnswer> {
  try {
    // The sender's types are those of the table (chart-thread.ts).
    const draw = (table as unknown as Record<string, Draw | undefined>)[name];
    if (!draw) throw new Error(`there is no chart “${name}”`);
    return { id, png: await draw(...unpacked(args)) };
  } catch (error) {
    return { id, error };
  }
}
