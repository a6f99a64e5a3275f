import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { nodeBackend } from '../node-backend.js';
import type { GraphBuilder, Value } from './graph-builder.js';

/** What is fed to a graph's placeholder: values, or a tensor that is there already (it is not copied). */
export type Feed = ArrayFeed | { tensor: Tensor };

export type ArrayFeed = { shape: number[]; dtype: number; values: Float32Array | Int32Array };

export type Fetched = { shape: number[]; values: Float32Array };

/** A graph in a session of its own. Variables live in it from run to run, until it is disposed of. */
export class Session {
  readonly #tf: Tensorflow;
  readonly #id: number;

  /** @throws Error TensorFlow's own words, where the graph is not valid */
  constructor(tf: Tensorflow, graph: GraphBuilder) {
    this.#tf = tf;
    const folder = mkdtempSync(join(tmpdir(), 'labmate-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), graph.serialize());
      this.#id = nodeBackend(tf).binding.loadSavedModel(folder, 'serve');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * Runs what the fetched values need. Each new set of names costs TensorFlow a rewrite of the graph, so ask for the
   * same ones in the same order.
   * @throws Error TensorFlow's own words
   */
  run(feeds: ReadonlyMap<Value, Feed>, fetches: readonly Value[]): Fetched[] {
    const backend = nodeBackend(this.#tf);
    const { binding } = backend;
    const made: number[] = [];
    try {
      const inputs = [...feeds.values()].map((feed) => {
        if ('tensor' in feed) return backend.getInputTensorIds([feed.tensor])[0] as number;
        const id = binding.createTensor(feed.shape, feed.dtype, feed.values);
        made.push(id);
        return id;
      });
      const names = (values: Iterable<Value>) => [...values].map(withOutput).join(',');
      const handles = binding.runSavedModel(this.#id, inputs, names(feeds.keys()), names(fetches));
      return handles.map(({ id, shape }) => {
        const values = binding.tensorDataSync(id) as Float32Array;
        binding.deleteTensor(id);
        return { shape, values };
      });
    } finally {
      for (const id of made) binding.deleteTensor(id);
    }
  }

  dispose(): void {
    nodeBackend(this.#tf).binding.deleteSavedModel(this.#id);
  }
}

const withOutput = (value: Value): string => (value.includes(':') ? value : `${value}:0`);
