import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fingerprintOf } from '../../src/runs/fingerprint.js';
import { type RunFolder, scoreLineSchema } from '../../src/runs/run-folder.js';
import type { RunSpec } from '../../src/runs/spec.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { loadTrained } from '../../src/training/checkpoint/load-trained.js';
import { eagerLogits } from '../../src/training/eager-trainer.js';
import { encode } from '../../src/training/encode.js';
import { predict } from '../../src/training/predict.js';
import { LoopbackHub } from '../support/loopback-hub.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { goldenCheckpoint, LABELS } from './golden-model.js';
import { makeData, makeRun, MODELS, runWorker } from './run-worker.js';

const TOKEN = 'hf_secretSECRETsecret';
const { tf } = await loadEngine();
const home = temporaryFolder();
let hub: LoopbackHub;
let runs = 0;
const newDir = () => join(home, `run-${(runs += 1)}`);

/** Texts with a target each, at the end of the first word. */
const data = await makeData(join(home, 'data'), (_, lines) =>
  lines.map((line) => {
    const example = JSON.parse(line) as { input: { form: string; target: unknown } };
    const [form = ''] = example.input.form.trim().split(/\s+/);
    const begin = Array.from(example.input.form).join('').indexOf(form);
    example.input.target = { form, begin, end: begin + Array.from(form).length };
    return JSON.stringify(example);
  }),
);

before(async () => {
  hub = await LoopbackHub.start();
  hub.tokens.add(TOKEN);
  hub.publish('team/electra', goldenCheckpoint('electra-tiny-base', 'pytorch_model.bin'));
});
after(() => hub.stop());

const environment = (cache = temporaryFolder()) => ({
  HF_ENDPOINT: hub.endpoint,
  HF_TOKEN: TOKEN,
  HF_HUB_CACHE: cache,
});

const readScores = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => scoreLineSchema.parse(JSON.parse(line)).logits);

function allFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a run from a checkpoint', () => {
  it('fetches it from the hub, says where the weights came from and what is new, and keeps no token', async () => {
    const model = { kind: 'checkpoint', settings: { hub: 'team/electra' } } as const;
    const cache = temporaryFolder();
    const folder = await makeRun(newDir(), data, { model, spec: { epochs: 1 } });
    const { code, events, log } = await runWorker(folder, undefined, environment(cache));
    assert.equal(code, 0, log);
    const told = events.find((event) => event.type === 'model');
    assert.match(told?.from ?? '', /^team\/electra@[0-9a-f]{12}$/);
    assert.match(told?.lines.join('\n') ?? '', /new from seed 7: classifier\.dense, .*\n.*discriminator/);
    const [first] = events;
    assert.ok(first?.type === 'download' && first.size > 800_000, JSON.stringify(first));
    assert.match(log, /Weights from team\/electra@/);
    assert.ok(!log.includes(TOKEN) && !allFiles(folder.dir).includes(TOKEN));
    assert.ok(hub.requests.some(({ headers }) => headers.authorization === `Bearer ${TOKEN}`));

    const before = hub.requests.length;
    const again = await makeRun(newDir(), data, { model, spec: { epochs: 1 } });
    const second = await runWorker(again, undefined, environment(cache));
    assert.equal(second.code, 0, second.log);
    assert.equal(hub.downloads().length, hub.requests.slice(0, before).filter(isDownload).length);
    assert.equal(readFileSync(again.devScores, 'utf8'), readFileSync(folder.devScores, 'utf8'));
  });

  it('begins again with the commit that it began with, whatever the branch is by then', async () => {
    hub.publish('team/moving', goldenCheckpoint('bert-tiny'));
    const model = { kind: 'checkpoint', settings: { hub: 'team/moving' } } as const;
    const folder = await makeRun(newDir(), data, { model, spec: { epochs: 1 } });
    const from = async () => {
      const { events } = await runWorker(folder, undefined, environment(cache));
      return events.find((event) => event.type === 'model')?.from;
    };
    const cache = temporaryFolder();
    const first = await from();
    assert.match(first ?? '', /^team\/moving@/);
    hub.publish('team/moving', goldenCheckpoint('electra-tiny'));
    assert.equal(await from(), first);
    const another = await makeRun(newDir(), data, { model, spec: { epochs: 1 } });
    const { events } = await runWorker(another, undefined, environment(cache));
    assert.notEqual(events.find((event) => event.type === 'model')?.from, first);
  });

  it('does not begin where its folder has changed since it was queued', async () => {
    const checkpoint = goldenCheckpoint('bert-tiny');
    const settings = { folder: checkpoint, fingerprint: await fingerprintOf(checkpoint) };
    const model = { kind: 'checkpoint', settings } as const;
    const folder = await makeRun(newDir(), data, { model, spec: { epochs: 1 } });
    utimesSync(join(checkpoint, 'model.safetensors'), 1, 1);
    const last = (await runWorker(folder)).events.at(-1);
    assert.ok(last?.type === 'failed' && /has changed since the run was queued/.test(last.message));
  });

  it('is cancelled while the hub is silent', async () => {
    hub.publish('team/silent', goldenCheckpoint('electra-tiny-base'));
    hub.fault({ kind: 'stall', on: 'model.safetensors', after: 1000 });
    const model = { kind: 'checkpoint', settings: { hub: 'team/silent' } } as const;
    const folder = await makeRun(newDir(), data, { model });
    const { signal, events } = await runWorkerUntilDownload(folder);
    assert.equal(signal, null);
    const last = events.at(-1);
    assert.ok(last?.type === 'failed' && last.reason === 'cancelled', JSON.stringify(last));
  });

  for (const [what, settings, said] of [
    ['a model that the hub does not have', { hub: 'team/nobody' }, /team\/nobody/],
    ['a folder that is gone', { folder: '/nowhere/model' }, /\/nowhere\/model has no config\.json/],
    ['a wrong entry of the catalogue', { hubb: 'x' }, /The settings of model/],
  ] as const)
    it(`fails with a sentence for ${what}`, async () => {
      const model = { kind: 'checkpoint', settings } as const;
      const { code, events } = await runWorker(
        await makeRun(newDir(), data, { model }),
        undefined,
        environment(),
      );
      const last = events.at(-1);
      assert.equal(code, 1);
      assert.ok(last?.type === 'failed' && last.reason === 'data', JSON.stringify(last));
      assert.match(last.message, said);
    });
});

describe("a run's checkpoint predicts what the run did", () => {
  for (const [what, model, spec] of [
    ['electra, marked targets', 'electra-tiny-base', { target: 'mark' }],
    ['bert, cleaned texts without targets', 'bert-tiny-base', { clean: true, target: 'none', repeat: 2 }],
    ['roberta, 20 tokens', 'roberta-tiny', { maxlen: 20, others: 'drop', emoji: 'drop' }],
    ['encoder', MODELS.encoder, { target: 'mark' }],
    ['ngram', MODELS.ngram, { clean: true, symbols: 'drop' }],
  ] as [string, string | (typeof MODELS)['ngram' | 'encoder'], Partial<RunSpec>][])
    it(what, async () => {
      const from =
        typeof model === 'string'
          ? ({ kind: 'checkpoint', settings: { folder: goldenCheckpoint(model) } } as const)
          : model;
      const folder = await makeRun(newDir(), data, { model: from, spec: { epochs: 1, ...spec } });
      const { code, log } = await runWorker(folder);
      assert.equal(code, 0, log);
      assertSame(await predictDev(folder), readScores(folder.devScores));
    });

  it('and goes on from there, markers and all', async () => {
    const start = { kind: 'checkpoint', settings: { folder: goldenCheckpoint('bert-tiny-base') } } as const;
    const first = await makeRun(newDir(), data, { model: start, spec: { target: 'mark' } });
    assert.equal((await runWorker(first)).code, 0);
    const model = { kind: 'checkpoint', settings: { folder: first.checkpoint } } as const;
    const second = await makeRun(newDir(), data, { model, spec: { target: 'mark', lr: 1e-6, epochs: 1 } });
    const { code, events, log } = await runWorker(second);
    assert.equal(code, 0, log);
    assert.deepEqual(events.find((event) => event.type === 'model')?.lines, []);
    const config = JSON.parse(readFileSync(join(second.checkpoint, 'config.json'), 'utf8')) as object;
    assert.ok('vocab_size' in config && config.vocab_size === 8002);
  });
});

const isDownload = ({ path }: { path: string }): boolean => path.includes('/resolve/');

/** Asks the worker to stop as soon as it asks for weights. */
async function runWorkerUntilDownload(folder: RunFolder) {
  let child: ChildProcess | undefined;
  let asked = false;
  const stop = () => asked && child?.kill('SIGTERM');
  hub.onRequest = (path) => {
    asked ||= path.includes('model.safetensors');
    stop();
  };
  return runWorker(
    folder,
    (_, started) => {
      child = started;
      stop();
    },
    environment(),
  );
}

async function predictDev(folder: RunFolder): Promise<number[][]> {
  const { model, settings } = await loadTrained(tf, folder.checkpoint, { labels: LABELS });
  const dev = await readLabelledExamples(data.dev, LABELS);
  const features = await encode(model, dev, settings);
  return predict({ predict: (batch) => eagerLogits(model, batch) }, model.padId, features);
}

function assertSame(actual: number[][], expected: number[][]): void {
  assert.equal(actual.length, expected.length);
  for (const [row, logits] of actual.entries())
    for (const [label, logit] of logits.entries())
      assert.ok(Math.abs(logit - (expected[row]?.[label] ?? NaN)) < 1e-5, `row ${row}: ${logits.join()}`);
}
