import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, projectRoot } from '../../src/config/settings.js';
import { runBench } from '../../src/terminal/bench.js';
import { parseWords } from '../../src/terminal/words.js';

const INTRODUCTION = `# The engine against PyTorch

Written by \`npm run bench -- engine\`; the same in a terminal, without this file: \`npm run lab -- bench engine\`.

Both programs take the same steps: one random ELECTRA, the same weights, the same batches (random words from 30,000,
eight labels, lengths from three quarters to all of the room), binary cross-entropy, gradients clipped to norm 1, AdamW
(rate 1e-4, decay 0.01 on all but biases and LayerNorm weights). A configuration is layers x width, then texts x tokens;
heads are width / 64, the inner width is 4 x width. \`predict\` runs forward only. PyTorch is
[bench/pytorch.py](../bench/pytorch.py): transformers' model with its default attention (\`sdpa\`), torch's default number
of threads, \`AdamW(fused=True)\`, which is what transformers' Trainer takes and the fastest of torch's three.

Each program has a process of its own. They take turns of three steps, so that whatever else the machine does meets both;
after three steps that do not count, numbers are medians over STEPS steps. Memory is the peak resident set (VmHWM) of each
process, Labmate's first, then PyTorch's. The first step counts the building of the step, too. The largest difference is
that of the losses of all steps (of the logits, with \`predict\`). With dropout the programs draw other random numbers.

What a ratio depends on besides the two programs: on AMD processors torch's matrix products (Intel's MKL) take a slow path
that TensorFlow's (oneDNN) do not have, so Labmate's lead is larger there than on Intel's. Beside other busy programs torch's
threads spin while they wait and PyTorch falls far behind; on a machine that cannot be kept quiet,
\`OMP_WAIT_POLICY=PASSIVE\` in the environment ends most of that.

`;

/**
 * Prints the engine's table, and writes it to docs/engine-bench.md where all configurations were measured.
 * @param words `configs:…` and `steps:…`, as in the terminal
 */
export async function benchEngine(words: readonly string[]): Promise<void> {
  const { options, ...rest } = parseWords(['engine', ...words]);
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const { text } = await runBench(
    { options, ...rest },
    {
      python: loadSettings().environment.BENCH_PYTHON,
      progress: (line) => process.stderr.write(`${line}\n`),
      signal: stop.signal,
    },
  );
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  console.log(text);
  if (options.configs !== undefined) return;
  const day = new Date().toISOString().slice(0, 10);
  const introduction = INTRODUCTION.replace('STEPS', String(options.steps ?? 9));
  writeFileSync(join(projectRoot, 'docs', 'engine-bench.md'), `${introduction}${text}; ${day}\n`);
}
