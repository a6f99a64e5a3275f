import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { UserError } from '../user-error.js';
import { type Request, refusedSchema } from './protocol.js';

/** What a measured process needs of the environment. Tokens and keys are not in it. */
const PASSED_ON =
  /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*|TF_.*|OMP_.*|MKL_.*|KMP_.*|PYTHON.*|VIRTUAL_ENV|LABMATE_ENGINE|LABMATE_KERNELS|LABMATE_CACHE|XDG_CACHE_HOME)$/;

export type ChildOptions = {
  /** As people know it. */
  name: string;
  command: string;
  args: readonly string[];
  /** Ends the process at once when it is aborted. */
  signal?: AbortSignal | undefined;
};

/** A measured process: it works only when asked, so that several can take turns on the same cores. */
export class BenchChild {
  readonly #name: string;
  readonly #command: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #failed: Promise<never>;
  readonly #ended: Promise<string>;
  #said = '';

  constructor({ name, command, args, signal }: ChildOptions) {
    this.#name = name;
    this.#command = command;
    this.#process = spawn(command, args, {
      env: Object.fromEntries(Object.entries(process.env).filter(([key]) => PASSED_ON.test(key))),
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    });
    // Writing to a process that has ended: its end is told below.
    this.#process.stdin.on('error', () => undefined);
    this.#process.stderr.setEncoding('utf8');
    this.#process.stderr.on('data', (text: string) => (this.#said = `${this.#said}${text}`.slice(-4000)));
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]() as AsyncIterator<
      string,
      undefined
    >;
    this.#failed = new Promise((_, reject) =>
      this.#process.once('error', (cause) => reject(this.#notStarted(cause))),
    );
    // It is heard only while something is asked.
    this.#failed.catch(() => undefined);
    this.#ended = new Promise((resolve) =>
      this.#process.once('close', (code, killedBy) => resolve(killedBy ?? `status ${code}`)),
    );
  }

  /**
   * Asks for one thing and waits until it is done.
   * @throws UserError where the process refuses, does not start, or ends before it has answered
   */
  async ask<T>(request: Request, replySchema: z.ZodType<T>): Promise<T> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value } = await Promise.race([this.#lines.next(), this.#failed]);
    if (value === undefined) throw this.#gone(await this.#ended);
    const line: unknown = JSON.parse(value);
    const refused = refusedSchema.safeParse(line);
    if (refused.success) throw new UserError('bench.refused', refused.data.error);
    return replySchema.parse(line);
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  #notStarted(cause: Error): Error {
    return new UserError(
      'bench.start',
      `${this.#name} cannot be started as ${this.#command} (${cause.message}). ${this.#name === 'PyTorch' ? 'Let BENCH_PYTHON name a Python with torch and transformers, or unset it.' : 'Run `npm start` to set Labmate up again.'}`,
      { cause },
    );
  }

  #gone(how: string): Error {
    const last = this.#said.trim().split('\n').at(-1) ?? '';
    const memory = how === 'SIGKILL' ? ' Memory may have run out: try a smaller configuration.' : '';
    return new UserError(
      'bench.gone',
      `${this.#name} ended (${how}) before it had answered${last ? `: ${last.slice(0, 300)}` : '.'}${memory}`,
    );
  }
}
