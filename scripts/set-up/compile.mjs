import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { withProgress } from './progress.mjs';
import { inProject, root } from './project.mjs';
import { runProgram } from './run-program.mjs';
import { SetUpError } from './set-up-error.mjs';

const ROOMS = ['src', 'commands', 'scripts', 'test'];
const PAGE = join('src', 'practice', 'page');
const STAMP = inProject('dist', '.labmate-build');

/** Every file below a folder whose name ends in one of the extensions, sorted; none where there is no folder. */
export function filesBelow(folder, extensions) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Changes when a source is edited, added, removed, or replaced by an older one. */
function fingerprint() {
  const sources = ROOMS.flatMap((room) => filesBelow(inProject(room), ['.ts', '.tsx', '.json']));
  const settings = [inProject('tsconfig.json'), inProject('package-lock.json')];
  const hash = createHash('sha256');
  for (const file of [...sources, ...settings]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Whether dist/ was made from the sources as they are now. */
export function isCompiled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

/**
 * Whether a compiled file has lost its source; a command or a test that was deleted must not go on living in dist/.
 * @param {string} compiled path below dist/, such as `src/main.js`
 * @param {(path: string) => boolean} exists whether a path below the root exists
 */
export function hasLostItsSource(compiled, exists) {
  const stem = compiled.replace(/\.js(\.map)?$/, '');
  return !exists(`${stem}.ts`) && !exists(`${stem}.tsx`);
}

function removeOrphans() {
  for (const room of ROOMS) {
    for (const file of filesBelow(inProject('dist', room), ['.js', '.map'])) {
      const path = relative(inProject('dist'), file);
      if (hasLostItsSource(path, (source) => existsSync(inProject(source)))) rmSync(file);
    }
  }
}

async function runCompiler(project) {
  const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await runProgram(process.execPath, [compiler, '-p', project], { cwd: root });
  if (code !== 0) throw new SetUpError(`The TypeScript sources do not compile:\n${output.trim()}`);
}

/** Compiles both projects into dist/. @throws {SetUpError} with the compiler's messages */
export async function compile() {
  if (!existsSync(STAMP)) {
    // The compiler trusts its build information even where dist/ was emptied by hand.
    for (const info of ['.tsbuildinfo', '.tsbuildinfo-page'])
      rmSync(inProject('dist', info), { force: true });
  }
  const made = fingerprint();
  rmSync(STAMP, { force: true });
  const hasPage = filesBelow(inProject(PAGE), ['.ts', '.tsx']).length > 0;
  const projects = ['tsconfig.json', ...(hasPage ? [join(PAGE, 'tsconfig.json')] : [])];
  await withProgress('Compiling TypeScript', () => Promise.all(projects.map(runCompiler)));
  removeOrphans();
  mkdirSync(inProject('dist'), { recursive: true });
  writeFileSync(STAMP, made);
}
