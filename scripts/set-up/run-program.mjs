import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const TAIL_CHARS = 20_000;

/**
 * Runs a program without a shell and gathers what it prints. A signal that reaches us meanwhile ends the program
 * and then us, so that an interrupted set-up leaves no compiler or download behind.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string, timedOut: boolean }>} `output`: the end of
 *   stdout and stderr together; `code` is 127 where the program does not exist
 */
export function runProgram(command, args, { cwd, env, timeoutMs } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    let timedOut = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    const stopBoth = (signal) => {
      child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of SIGNALS) process.on(signal, stopBoth);
    const finish = (code) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, stopBoth);
      done({ code, stdout, output, timedOut });
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output = (output + text).slice(-TAIL_CHARS);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-TAIL_CHARS);
    });
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a program in our place: it owns the terminal, gets our signals, and its exit code becomes ours.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export function becomeProgram(command, args, { cwd } = {}) {
  const child = spawn(command, args, { cwd, stdio: 'inherit' });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole foreground group by itself; sent twice it would look like impatience.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`${command} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.once('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** The last line that says something, for a one-line reason. */
export const lastLine = (text) => text.trim().split('\n').at(-1)?.trim() ?? '';
