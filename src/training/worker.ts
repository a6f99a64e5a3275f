/*
 * The worker process: `fork(worker.js, [runDir])`. It knows a run folder and nothing else. This file stays small, so
 * that the handlers stand before the seconds in which TensorFlow loads.
 */

const stop = new AbortController();

process.on('SIGTERM', () => stop.abort());
// Ctrl+C in a terminal reaches every process of its group; where there is a parent, it decides what that means.
process.on('SIGINT', () => {
  if (!process.connected) stop.abort();
});
// Nobody is left to hear more. The next start finds the run interrupted.
process.on('disconnect', () => process.exit(1));

async function main(): Promise<number> {
  const [dir] = process.argv.slice(2);
  if (dir === undefined) {
    console.error('Usage: node worker.js RUN_FOLDER');
    return 1;
  }
  const { runTraining } = await import('./run-training.js');
  return runTraining(dir, stop.signal);
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(error);
    return 1;
  }),
);
