import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const BINDING_PACKAGE = 'tfjs-node-gpu';

/** Nothing answers here, as on a machine without network. */
const NOWHERE = 'http://127.0.0.1:9/';

export type SetUpResult = { code: number; signal: string | null; stderr: string };

/** A copy of this checkout whose engine can be set up, broken and mended, with a cache and a PATH of its own. */
export class Checkout {
  readonly folder = temporaryFolder();
  readonly cache: string;
  readonly #bin = join(this.folder, 'bin');
  /** Whether Labmate's own kernels are set up, too. */
  readonly #kernels: boolean;

  constructor({
    cache = join(temporaryFolder(), 'cache'),
    kernels = false,
  }: { cache?: string; kernels?: boolean } = {}) {
    this.cache = cache;
    this.#kernels = kernels;
    mkdirSync(this.#bin);
    this.#copy('package.json', 'scripts', 'dist/src/tensorflow', 'dist/src/texts', 'dist/src/user-error.js');
    if (kernels) this.#copy('src/tensorflow/kernels');
    this.#linkPackages();
  }

  #copy(...paths: string[]): void {
    for (const path of paths) cpSync(join(root, path), join(this.folder, path), { recursive: true });
  }

  /** All packages are those of this checkout but the one in which the binding lies. */
  #linkPackages(): void {
    const scope = join('node_modules', '@tensorflow');
    mkdirSync(join(this.folder, scope), { recursive: true });
    for (const [at, mine] of [
      ['node_modules', '@tensorflow'],
      [scope, BINDING_PACKAGE],
    ] as const)
      for (const name of readdirSync(join(root, at)))
        if (name !== mine && !name.startsWith('.'))
          symlinkSync(join(root, at, name), join(this.folder, at, name));
    const from = join(root, scope, BINDING_PACKAGE);
    const built = ['lib', 'deps'].map((name) => join(from, name));
    cpSync(from, join(this.folder, scope, BINDING_PACKAGE), {
      recursive: true,
      filter: (path) => !built.includes(path),
    });
  }

  /** The binding that the package would load. */
  get binding(): string {
    return join(
      this.folder,
      'node_modules',
      '@tensorflow',
      BINDING_PACKAGE,
      'lib',
      'napi-v8',
      'tfjs_binding.node',
    );
  }

  /** The library of Labmate's own kernels that a worker would load. */
  get kernels(): string {
    return join(this.binding, '..', 'labmate_kernels.node');
  }

  /** What set-up noted about the engine. */
  get record(): string {
    return join(this.folder, 'node_modules', '.labmate-engine.json');
  }

  /** Puts a shell script on the PATH, which holds nothing else. */
  program(name: string, script: string): string {
    const file = join(this.#bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  /** Sets the engine up as `npm start` does, offline, and without the compiler and Python of this machine. */
  setUp(env: Record<string, string> = {}): Promise<SetUpResult> {
    const module = join(this.folder, 'scripts', 'set-up', 'engine', 'set-up-engine.mjs');
    return this.#node(
      ['--input-type=module', '-e', `await (await import(${JSON.stringify(module)})).setUpEngine();`],
      env,
    );
  }

  /** The engine that a worker of this checkout gets. */
  async engineKind(): Promise<string> {
    return (await this.engine()).kind;
  }

  /** What `doctor` hears of it. */
  async engine(): Promise<{ kind: string; kernels: string | null }> {
    const probe = join(this.folder, 'dist', 'src', 'tensorflow', 'doctor-probe.js');
    const { stdout } = await this.#node([probe], {});
    return JSON.parse(stdout) as { kind: string; kernels: string | null };
  }

  #node(args: string[], env: Record<string, string>): Promise<SetUpResult & { stdout: string }> {
    const surroundings = {
      ...{ PATH: this.#bin, HOME: this.folder, LABMATE_CACHE: this.cache },
      ...{ PIP_INDEX_URL: NOWHERE, PIP_RETRIES: '0', CDN_STORAGE: NOWHERE },
      ...(this.#kernels ? {} : { LABMATE_KERNELS: 'off' }),
      ...env,
    };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, args, { env: surroundings }, (error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? 1, signal: error?.signal ?? null, stdout, stderr }),
      );
    });
  }
}
