const EVERY_MS = 3000;

/** Set-up speaks on stderr only: stdout belongs to the program that follows, such as `lab … --json`. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** `75 s` or `2 min 5 s`. */
export function seconds(ms) {
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** @param {number} bytes @returns {string} in MB, as download pages count them */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/**
 * Runs a long step: a line at its start, one every few seconds as it goes on, one at its end.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {() => string | undefined} [detail] what to add to a line in between, such as `44 %`
 * @returns {Promise<T>}
 */
export async function withProgress(title, work, detail) {
  const start = Date.now();
  say(`${title} ...`);
  const timer = setInterval(() => {
    const more = detail?.();
    say(`  ${title}: ${more ? `${more}, ` : ''}${seconds(Date.now() - start)}`);
  }, EVERY_MS);
  try {
    const result = await work();
    say(`  done in ${seconds(Date.now() - start)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
