import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RunStore } from '../../src/runs/run-store.js';
import { temporaryFolder } from '../support/temporary-folder.js';

it('the store tells of each change of an ensemble, waiting or made, until nobody listens', async () => {
  const store = await RunStore.open(temporaryFolder());
  try {
    let heard = 0;
    const stop = store.onEnsembles(() => (heard += 1));
    const author = { id: null, name: 'lee' };
    const pending = await store.addPendingEnsemble({
      ...{
        asked: {},
        author,
        created_at: 'x',
        channel_id: null,
        missing: ['1'],
        members: ['1'],
        ended: null,
      },
    });
    await store.removePendingEnsemble(pending.id);
    const dev = { threshold: 0.5, micro_f1: 0.6, macro_f1: 0.5, per_label: {} };
    const made = await store.addSubmission({
      ...{ created_at: 'x', author, method: 'soft', members: ['1'], submission: '/s', sha256: 'f00' },
      ...{ dev, public_scores: [] },
    });
    await store.updateSubmission(made.id, { public_scores: [{ score: 0.5, at: 'x', author }] });
    assert.equal(heard, 4);
    stop();
    await store.updateSubmission(made.id, { public_scores: [] });
    assert.equal(heard, 4);
  } finally {
    await store.close();
  }
});
