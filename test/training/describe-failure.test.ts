import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outOfMemory } from '../../src/runs/out-of-memory.js';
import { describeFailure } from '../../src/training/describe-failure.js';
import { NotFiniteError } from '../../src/training/not-finite-error.js';
import { UserError } from '../../src/user-error.js';
import { someSpec } from '../support/spec.js';

const diskError = (code: string) => Object.assign(new Error(`${code}: something`), { code });

describe('describeFailure', () => {
  it('knows a lack of memory by the words of TensorFlow and V8', () => {
    const words = [
      'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[9,9] and type float',
      'Array buffer allocation failed',
      'Invalid typed array length: 40000000000',
      'std::bad_alloc',
      'could not create a primitive',
      'Dst tensor is not initialized.',
      'CUDA_ERROR_OUT_OF_MEMORY: out of memory',
      'cuBLAS error: CUBLAS_STATUS_ALLOC_FAILED',
      'memory access out of bounds',
    ];
    for (const message of words) {
      const failure = describeFailure(new Error(message));
      assert.equal(failure.reason, 'oom', message);
      assert.match(failure.hint ?? '', /smaller batch or maxlen/);
    }
  });

  it('takes no other error for a lack of memory', () => {
    for (const message of [
      'room for 3 labels, not 8',
      'the checkpoint has no tensor bloom',
      'index out of bounds',
    ])
      assert.equal(describeFailure(new Error(message)).reason, 'bug', message);
  });

  it('says which batch takes the same steps in less memory', () => {
    const hint = (batch: number, accumulate: number, maxlen = 128) =>
      outOfMemory({ batch, accumulate, maxlen }).hint;
    assert.equal(hint(32, 1), 'Try less at once: batch:16 accumulate:2 takes the same steps.');
    assert.equal(hint(5, 2), 'Try less at once: batch:2 accumulate:4.');
    assert.equal(hint(8, 200), 'Try less at once, for example batch:4.');
    assert.equal(hint(1, 4), 'Try maxlen:64 or a smaller model.');
    assert.equal(hint(1, 4, 8), 'Try a smaller model.');
  });

  it('says a learning rate as people type it', () => {
    const nan = new NotFiniteError('loss', 7, 1);
    const { message, hint } = describeFailure(nan, someSpec({ lr: 3e-5, grad_clip: 1 }));
    assert.match(message, / with lr:3e-5\.$/);
    assert.equal(hint, 'Try lr:3e-6.');
  });

  it('knows a full disk and a spent quota', () => {
    for (const code of ['ENOSPC', 'EDQUOT']) assert.equal(describeFailure(diskError(code)).reason, 'disk');
  });

  it('repeats what was written for people as it is', () => {
    const failure = describeFailure(new UserError('data.line', 'dev.jsonl, line 3: no.'));
    assert.deepEqual(failure, { reason: 'data', message: 'dev.jsonl, line 3: no.' });
  });

  it('brings anything else to one short line', () => {
    const failure = describeFailure(new Error(`first\nsecond ${'x'.repeat(1000)}`));
    assert.equal(failure.reason, 'bug');
    assert.ok(failure.message.length < 350 && !failure.message.includes('\n'));
    assert.equal(describeFailure('text').message, 'It stopped at an error: text');
  });
});
