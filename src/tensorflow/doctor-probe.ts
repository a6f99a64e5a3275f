import { describeEngine } from './describe-engine.js';

/** A program of its own: prints one JSON line, an EngineReport, on stdout. Exit status 1 with a sentence on stderr. */
try {
  const report = await describeEngine();
  process.stdout.write(`${JSON.stringify(report)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
