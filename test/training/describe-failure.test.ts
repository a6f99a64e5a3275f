import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFailure } from '../../src/training/describe-failure.js';
import { UserError } from '../../src/user-error.js';

const diskError = (code: string) => Object.assign(new Error(`${code}: something`), { code });

describe('describeFailure', () => {
  it('knows a lack of memory by the words of TensorFlow and V8', () => {
    const words = [
      'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[9,9] and type float',
      'Array buffer allocation failed',
      'Invalid typed array length: 40000000000',
      'std::bad_alloc',
    ];
    for (const message of words) {
      const failure = describeFailure(new Error(message));
      assert.equal(failure.reason, 'oom', message);
      assert.match(failure.hint ?? '', /smaller batch or maxlen/);
    }
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
