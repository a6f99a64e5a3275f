import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Flip } from '../../../src/runs/compare/flips.js';
import { flipsCsv } from '../../../src/runs/compare/flips-csv.js';

const flip = (text: string, target: string | null = null): Flip => ({
  example: {
    ...{ id: 'dev-1', text, target, span: null, labels: [1, 0] },
    raw: { id: 'dev-1', input: { form: text } },
  },
  ...{ exact: 'wrong->right', truth: ['joy'], first: ['joy', 'fear'], second: ['joy'] },
  ...{ better: ['fear'], worse: [] },
});

describe('the table of flipped examples', () => {
  it('GIVEN flips THEN a header and a line each, with Hangul that Excel reads', () => {
    const csv = flipsCsv([flip('표 구하길, "제발"', '표')], { first: 'run 12', second: 'run 15' });
    assert.equal(
      csv,
      '\ufeffid,text,target,truth,run 12,run 15,all labels,now right,now wrong\n' +
        'dev-1,"표 구하길, ""제발""",표,joy,joy fear,joy,wrong->right,fear,\n',
    );
  });

  it('GIVEN texts that a spreadsheet would take for formulas THEN each is kept as text', () => {
    for (const text of ['=HYPERLINK("http://x")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1']) {
      const kept = /[",\r]/.test(text) ? `"'${text.replaceAll('"', '""')}"` : `'${text}`;
      const csv = flipsCsv([flip(text, text)], { first: 'a', second: 'b' });
      assert.ok(csv.includes(`\ndev-1,${kept},${kept},joy`), JSON.stringify(csv));
    }
  });

  it('GIVEN a text over two lines THEN it stays one field', () => {
    const csv = flipsCsv([flip('하나\n=둘')], { first: 'a', second: 'b' });
    assert.ok(csv.includes('dev-1,"하나\n=둘",'), 'a formula begins a field, not a line in it');
  });
});
