import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSpace } from '../../../src/runs/sweep/parse-space.js';
import { UserError } from '../../../src/user-error.js';

const range = { kind: 'range', log: false, step: null, points: null, whole: false };

describe('the space of a sweep', () => {
  it('GIVEN ranges, logarithms, steps, points and lists THEN each is read', () => {
    assert.deepEqual(
      parseSpace(
        'lr=1e-5..5e-5 log; loss=bce, asl ; epochs:3..9; dropout=0..0.3 step 0.1; decay=1e-4..0.1 log points 4; clean=true,no',
      ),
      [
        { ...range, name: 'lr', low: 1e-5, high: 5e-5, log: true },
        { kind: 'choices', name: 'loss', values: ['bce', 'asl'] },
        { ...range, name: 'epochs', low: 3, high: 9, whole: true },
        { ...range, name: 'dropout', low: 0, high: 0.3, step: 0.1 },
        { ...range, name: 'decay', low: 1e-4, high: 0.1, log: true, points: 4 },
        { kind: 'choices', name: 'clean', values: [true, false] },
      ],
    );
  });

  for (const [typed, sentence] of [
    ['', /empty.*Type `lr=1e-5\.\.5e-5 log;/],
    ['lr', /Type `lr=3e-5`/],
    ['lr 1e-5..5e-5', /Type `lr=1e-5\.\.5e-5`/],
    ['epoch=3,5', /no option `epoch`.*Did you mean `epochs`\? Type `epochs=3,5`/],
    ['lr=5e-5..1e-5 log', /goes down.*Type `lr=1e-5\.\.5e-5 log`/],
    ['lr=1e-5..1e-5', /one value.*Type `lr=1e-5`/],
    ['lr=0..0.1', /above 0, up to 1; you typed “0”\. Type `lr=3e-5\.\.0\.1`/],
    ['lr=1e-5..7 log', /you typed “7”\. Type `lr=1e-5\.\.1 log`/],
    ['lr=3..7', /Type `lr=3e-5\.\.1`/],
    ['epochs=1..2000', /Type `epochs=1\.\.1000`/],
    ['epochs=1.5..3', /whole number.*Type `epochs=2\.\.3`/],
    ['decay=0..0.1 log', /begins at 0.*Type `decay=0\.0001\.\.0\.1 log`/],
    ['loss=bce,mse,asl', /you typed “mse”\. Type `loss=bce,asl`/],
    ['loss=mse', /Type `loss=asl`/],
    ['loss=bce..asl', /no number.*Type `loss=bce,asl,apl`/],
    ['clean=false..true', /no number.*Type `clean=true,false`/],
    ['lr=1e-5,5e-5 log', /`log` belongs to a range.*Type `lr=1e-5,5e-5`/],
    ['decay=0..0.1 setp 0.05', /“setp” means nothing.*Type `decay=0\.\.0\.1 step 0\.05`/],
    ['decay=0..0.1 step', /Type `decay=0\.\.0\.1 step 0\.1`/],
    ['decay=0..0.1 step 0.5', /longer than the range.*Type `decay=0,0\.1`/],
    [
      'lr=1e-5..1e-4 log step 1e-5',
      /takes `points`.*Type `lr=0\.00001\.\.0\.0001 log points 5`|log points 5/,
    ],
    ['lr=1e-5..1e-4 log points 1', /from 2 to 1000/],
    ['epochs=1..9 step 1.5', /whole numbers.*Type `epochs=1\.\.9 step 2`/],
    ['lr=1e-5..5e-5; epochs=3,5; lr=1e-4', /given twice.*Type `lr=1e-5\.\.5e-5; epochs=3,5`/],
    ['preset=a,b', /no option `preset`/],
    ['constructor=1..2', /no option `constructor`/],
  ] as const)
    it(`GIVEN “${typed}” THEN a sentence says what to type`, () => {
      assert.throws(
        () => parseSpace(typed),
        (error) => error instanceof UserError && sentence.test(error.message),
      );
    });
});
