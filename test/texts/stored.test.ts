import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failure, failureSchema, failureText } from '../../src/runs/failure.js';
import { asSlot, retell, saidSchema, toTold } from '../../src/texts/stored.js';
import { say, textsIn } from '../../src/texts/texts.js';

const ko = textsIn('ko');
const kept = say('stored.note.resumed', { at: say('stored.note.at_epoch', { epoch: 3 }) });

describe('a stored sentence', () => {
  it('is English in its file, and said in the reader’s language after it was read back', () => {
    const { message, said } = toTold(kept);
    assert.equal(message, 'Resumed after epoch 3.');
    const read = saidSchema.parse(JSON.parse(JSON.stringify(said)));
    assert.equal(retell(message, read, ko), '에폭 3 이후부터 이어서 학습합니다.');
    assert.equal(retell(message, read, textsIn('en')), message);
  });

  it('of an old store, which has plain words, stays as it is', () => {
    assert.deepEqual(toTold('as it was'), { message: 'as it was' });
    assert.equal(retell('as it was', undefined, ko), 'as it was');
    assert.equal(asSlot('as it was', undefined), 'as it was');
  });

  it('stays English where its name is unknown, or tells of something else than the words beside it', () => {
    assert.equal(retell('Old words.', { key: 'stored.gone', values: {} }, ko), 'Old words.');
    assert.equal(retell('Later words.', toTold(kept).said, ko), 'Later words.');
  });
});

it('GIVEN a failure THEN what happened and what to do are said in either language, and old ones as they are', () => {
  const full = failureSchema.parse(
    failure('disk', say('stored.failure.disk'), say('stored.failure.disk_hint')),
  );
  assert.equal(full.message, 'It stopped because the disk is full.');
  assert.equal(failureText(full, ko).message, '디스크가 가득 차서 멈췄습니다.');
  assert.match(failureText(full, ko).hint, /^Labmate 폴더.*다시 시작하세요\.$/);
  const old = failureSchema.parse({ reason: 'disk', message: 'It is full.' });
  assert.deepEqual(failureText(old, ko), { message: 'It is full.', hint: '' });
});
