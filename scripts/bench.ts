import { UserError } from '../src/user-error.js';
import { benchBot } from './bench/bot.js';
import { benchCard } from './bench/card.js';
import { benchCharts } from './bench/charts.js';
import { benchCompare } from './bench/compare.js';
import { benchEnsemble } from './bench/ensemble.js';
import { benchEngine } from './bench/engine.js';
import { benchRuns } from './bench/runs.js';
import { benchSheet } from './bench/sheet.js';

const BENCHES: Record<string, (words: string[]) => Promise<void>> = {
  bot: () => benchBot(),
  card: () => benchCard(),
  runs: () => benchRuns(),
  sheet: () => benchSheet(),
  compare: () => benchCompare(),
  ensemble: () => benchEnsemble(),
  charts: () => benchCharts(),
  engine: benchEngine,
};

/** `npm run bench [-- bot | card | runs | sheet | compare | ensemble | charts | engine [configs:…] [steps:…]]`: all where none is named. */
const [what, ...words] = process.argv.slice(2);
try {
  const named = what === undefined || Object.hasOwn(BENCHES, what);
  if (!named)
    throw new UserError(
      'bench.what',
      `There is no benchmark “${what}”. Type \`npm run bench -- bot\`, \`npm run bench -- card\`, \`npm run bench -- runs\`, \`npm run bench -- sheet\`, \`npm run bench -- compare\`, \`npm run bench -- ensemble\`, \`npm run bench -- charts\`, \`npm run bench -- engine\`, or \`npm run bench\` for all.`,
    );
  for (const [name, bench] of Object.entries(BENCHES))
    if (what === undefined || what === name) await bench(words);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
