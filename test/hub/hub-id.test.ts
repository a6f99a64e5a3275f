import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseHubId } from '../../src/hub/hub-id.js';

it('reads owner/name, with main where no revision is given', () => {
  assert.deepEqual(parseHubId('beomi/KcELECTRA-base-v2022'), {
    id: 'beomi/KcELECTRA-base-v2022',
    revision: 'main',
  });
});

it('reads a branch, a tag, a pull request, a commit and a Korean name as a revision', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  for (const revision of ['v1.0', 'refs/pr/3', '실험-2', commit])
    assert.deepEqual(parseHubId(`klue/roberta-base@${revision}`), { id: 'klue/roberta-base', revision });
});

it('takes neither a name alone nor what leads out of the cache', () => {
  const refused = [
    '',
    'bert',
    'a/b/c',
    '/b',
    'a/',
    '../b',
    'a/..',
    'a/b..c',
    'a/b--c',
    'a/.b',
    'a/b.',
    '-a/b',
    'a b/c',
    'a/b\n',
    'a/b@',
    'a/b@..',
    'a/b@../../x',
    'a/b@/etc',
    'a/b@x/',
    'a/b@x//y',
    'a/b@x/.y',
    'a/b@x y',
    'a/b@x@y',
    'a/b@x\0',
    'a/b@x\\y',
    'https://huggingface.co/a/b',
    `a/${'b'.repeat(96)}`,
  ];
  for (const text of refused) assert.equal(parseHubId(text), undefined, JSON.stringify(text));
});
