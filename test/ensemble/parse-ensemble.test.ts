import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEnsemble } from '../../src/ensemble/parse-ensemble.js';

describe('what /ensemble is asked for', () => {
  it('is the soft vote of the five best runs where nothing is typed', () => {
    assert.deepEqual(parseEnsemble({}), {
      ...{ method: 'soft', cut: 'half', parts: false },
      members: { kind: 'picked', top: 5, by: 'dev', where: [], diverse: 'no' },
    });
  });

  it('is read as people type it', () => {
    const asked = parseEnsemble({
      ...{ top: '8', method: 'greedy', thresholds: 'tuned', parts: 'yes', by: 'public', diverse: 'true' },
      where: 'loss=ASL lr=0.00003 clean=yes',
    });
    assert.deepEqual(asked, {
      ...{ method: 'greedy', cut: 'tuned', parts: true },
      members: {
        ...{ kind: 'picked', top: 8, by: 'public', diverse: 'model' },
        where: [
          ['loss', 'asl'],
          ['lr', '3e-5'],
          ['clean', 'true'],
        ],
      },
    });
    assert.deepEqual(parseEnsemble({ runs: '#3, 12/2;7', submission: '4' }).members, {
      ...{ kind: 'named', runs: ['3', '12/2', '7'], submissions: ['4'] },
    });
  });

  for (const [typed, sentence] of [
    [{ runs: '3,7', top: 5 }, /either named or picked.*leave out `top`, or `runs`/],
    [{ submission: '4', where: 'loss=asl' }, /leave out `where`, or `submission`/],
    [{ runs: 'best' }, /`runs` must be numbers with commas.*“best”.*`runs:3,7,12`/],
    [{ submission: '4/1' }, /`submission` must be numbers/],
    [{ method: 'mean' }, /`method` must be one of soft, logits/],
    [{ where: 'los=asl' }, /no option of a run\. Did you mean `loss`/],
    [{ where: 'lr=fast' }, /`lr` must be a number/],
    [{ where: 'loss' }, /name=value/],
    [{ wher: 'loss=asl' }, /no option `wher`.*`where`/],
    [{ top: 0 }, /`top` must be a whole number/],
  ] as const)
    it(`is refused with what to type: ${JSON.stringify(typed)}`, () => {
      assert.throws(() => parseEnsemble(typed), sentence);
    });
});
