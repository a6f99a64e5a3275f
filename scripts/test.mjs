/** `npm test [-- part-of-a-path … --node-option …]`: sets up what is missing, then runs the compiled tests. */
import { relative } from 'node:path';
import { setUp } from './set-up.mjs';
import { filesBelow } from './set-up/compile.mjs';
import { inProject, root } from './set-up/project.mjs';
import { becomeProgram } from './set-up/run-program.mjs';

/** Training tests fill a core each, and some start processes of their own. */
const CONCURRENCY = 2;
/** For a file: the slowest takes some minutes on a busy machine, and one that hangs must not keep the rest for ever. */
const TIMEOUT_MS = 15 * 60_000;

await setUp();
const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('--'));
const parts = given.filter((word) => !word.startsWith('--')).map((part) => part.replace(/\.ts$/, '.js'));
const tests = filesBelow(inProject('dist', 'test'), ['.js'])
  .map((file) => relative(root, file))
  .filter(
    (file) => file.endsWith('.test.js') && (parts.length === 0 || parts.some((part) => file.includes(part))),
  );
if (tests.length === 0) {
  process.stderr.write(
    `No test file matches ${parts.join(', ') || 'test/**/*.test.ts'}; give a part of a path, such as test/runs.\n`,
  );
  process.exit(1);
}
const reporter = options.some((option) => option.startsWith('--test-reporter'))
  ? []
  : ['--test-reporter=spec'];
const timeout = options.some((option) => option.startsWith('--test-timeout'))
  ? []
  : [`--test-timeout=${TIMEOUT_MS}`];
becomeProgram(
  process.execPath,
  [
    '--enable-source-maps',
    '--test',
    `--test-concurrency=${CONCURRENCY}`,
    ...timeout,
    ...reporter,
    ...options,
    ...tests,
  ],
  { cwd: root },
);
