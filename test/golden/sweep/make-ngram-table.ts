import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDataSet } from '../../../src/task/find-data-set.js';
import { runTraining } from '../../../src/training/run-training.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { makeRun, parseEvents } from '../../training/run-worker.js';
import { projectRoot } from '../read-golden.js';

/*
 * Measures ngram-table.json: dev micro-F1 after each epoch of real trainings on a slice of the sample, one for each
 * point of a grid. Searches are compared on it (test/runs/sweep/search-quality.test.ts) without training again.
 * Run from the project's folder, some minutes: node dist/test/golden/sweep/make-ngram-table.js
 */
const GRID = {
  lr: [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1],
  dropout: [0, 0.3, 0.6],
  batch: [16, 64],
  gamma_neg: [0, 2, 4, 8],
};
const EPOCHS = 6;
const SIZES = { train: 400, dev: 400, test: 2 };
const MODEL = { kind: 'ngram', settings: { orders: [1, 2], buckets: 2048, scale: 100 } } as const;

const home = temporaryFolder();
const slice = join(home, 'slice');
await mkdir(slice);
for (const [part, size] of Object.entries(SIZES)) {
  const sample = await readFile(join(projectRoot, 'configs/samples/kote8', `${part}.jsonl`), 'utf8');
  await writeFile(join(slice, `${part}.jsonl`), `${sample.split('\n').slice(0, size).join('\n')}\n`);
}
const data = await findDataSet(slice, [slice]);
const rows: { lr: number; dropout: number; batch: number; gamma_neg: number | null; scores: number[] }[] = [];
console.log = () => undefined;
for (const lr of GRID.lr)
  for (const dropout of GRID.dropout)
    for (const batch of GRID.batch)
      for (const gamma_neg of [null, ...GRID.gamma_neg]) {
        const loss =
          gamma_neg === null
            ? { loss: 'bce' as const }
            : { loss: 'asl' as const, gamma_neg, gamma_pos: 0, clip: 0, detach: true };
        const spec = {
          ...{ ...loss, lr, dropout, batch, epochs: EPOCHS, maxlen: 512, seed: 1, decay: 0 },
          // At a constant rate the first epochs of a long run are a shorter run.
          ...{ schedule: 'constant' as const, warmup: 0 },
        };
        const dir = join(home, 'run');
        await rm(dir, { recursive: true, force: true });
        const folder = await makeRun(dir, data, { spec, model: MODEL });
        await runTraining(dir, new AbortController().signal);
        const events = parseEvents(await readFile(folder.events, 'utf8'));
        const scores = events.flatMap((event) =>
          event.type === 'epoch' ? [Number(event.micro_f1.toFixed(4))] : [],
        );
        rows.push({ lr, dropout, batch, gamma_neg, scores });
        process.stderr.write(`${rows.length}: ${JSON.stringify(rows.at(-1))}\n`);
      }
const file = join(projectRoot, 'test/golden/sweep/ngram-table.json');
const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
await writeFile(file, `{\n  "grid": ${JSON.stringify(GRID)},\n  "rows": [\n${lines}\n  ]\n}\n`);
