import { UserError } from '../src/user-error.js';
import { benchBot } from './bench/bot.js';
import { benchCompare } from './bench/compare.js';
import { benchEngine } from './bench/engine.js';

/** `npm run bench [-- bot | engine [configs:…] [steps:…] | compare]`: all where none is named. */
const [what, ...words] = process.argv.slice(2);
try {
  if (what !== undefined && !['bot', 'engine', 'compare'].includes(what))
    throw new UserError(
      'bench.what',
      `There is no benchmark “${what}”. Type \`npm run bench -- bot\`, \`-- engine\` or \`-- compare\`, or \`npm run bench\` for all.`,
    );
  if (what === undefined || what === 'bot') await benchBot();
  if (what === undefined || what === 'engine') await benchEngine(words);
  if (what === undefined || what === 'compare') await benchCompare();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
