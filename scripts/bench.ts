import { UserError } from '../src/user-error.js';
import { benchBot } from './bench/bot.js';
import { benchEngine } from './bench/engine.js';

/** `npm run bench [-- bot | engine [configs:…] [steps:…]]`: both where neither is named. */
const [what, ...words] = process.argv.slice(2);
try {
  if (what !== undefined && what !== 'bot' && what !== 'engine')
    throw new UserError(
      'bench.what',
      `There is no benchmark “${what}”. Type \`npm run bench -- bot\`, \`npm run bench -- engine\`, or \`npm run bench\` for both.`,
    );
  if (what !== 'engine') await benchBot();
  if (what !== 'bot') await benchEngine(words);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
