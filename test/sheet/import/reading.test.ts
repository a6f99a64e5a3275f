import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { readDate } from '../../../src/sheet/import/people-dates.js';
import { readNumber, readSeconds } from '../../../src/sheet/import/people-numbers.js';
import { readTable } from '../../../src/sheet/import/read-table.js';
import { checkZip } from '../../../src/sheet/import/check-zip.js';
import { UserError } from '../../../src/user-error.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('numbers and days as people write them', () => {
  const numbers: [string, number | undefined, boolean?][] = [
    ['.612', 0.612],
    ['61.2%', 61.2, true],
    ['61,2 ％', 61.2, true],
    ['0,612', 0.612],
    ['3e-5', 3e-5],
    ['1E-05', 1e-5],
    ['3 x 10^-5', 3e-5],
    ['2×10⁻⁵', 2e-5],
    ['5e−5', 5e-5],
    ['1,234,567', 1_234_567],
    ['０．８７', 0.87],
    ['-0.5', -0.5],
    ['0.8.7', undefined],
    ['32 (x4)', undefined],
    ['', undefined],
    ['Infinity', undefined],
  ];
  for (const [typed, value, percent = false] of numbers)
    it(`GIVEN ${typed || 'nothing'} THEN it is ${String(value)}${percent ? ' %' : ''}`, () => {
      assert.deepEqual(readNumber(typed), value === undefined ? undefined : { value, percent });
    });

  it('GIVEN 1,000 THEN it is a thousand where a whole number is asked for, else one', () => {
    assert.equal(readNumber('1,000', true)?.value, 1000);
    assert.equal(readNumber('1,000')?.value, 1);
  });

  const days: [string, string | undefined][] = [
    ['2023-09-12', '2023-09-12T00:00:00.000Z'],
    ['2023. 9. 12.', '2023-09-12T00:00:00.000Z'],
    ['2023/9/12 14:03', '2023-09-12T05:03:00.000Z'],
    ['23.09.12', '2023-09-12T00:00:00.000Z'],
    ['2023년 9월 12일', '2023-09-12T00:00:00.000Z'],
    ['2023년 9월 12일 (화) 오후 3:04', '2023-09-12T06:04:00.000Z'],
    ['2023. 9. 12 오전 12:04:05', '2023-09-11T15:04:05.000Z'],
    ['2023-09-12T05:03:00.000Z', '2023-09-12T05:03:00.000Z'],
    ['2023-02-30', undefined],
    ['9/12/2023', undefined],
    ['어제', undefined],
    ['45181', undefined],
  ];
  for (const [typed, at] of days)
    it(`GIVEN ${typed} in Seoul THEN it is ${String(at)}`, () => {
      assert.equal(readDate(typed, 'Asia/Seoul'), at);
    });

  it('GIVEN durations THEN they are seconds', () => {
    assert.deepEqual(['1:23:45', '35:10', '2h 5m', '1시간 20분', '90s', 'long'].map(readSeconds), [
      5025,
      2110,
      7500,
      4800,
      90,
      undefined,
    ]);
  });
});

describe('files that people have', () => {
  it('GIVEN Korean Excel’s code page 949 THEN the text is read', async () => {
    // "모델,점수\nKcELECTRA,0.87" as CP949 has it.
    const header = [0xb8, 0xf0, 0xb5, 0xa8, 0x2c, 0xc1, 0xa1, 0xbc, 0xf6, 0x0a];
    const { rows } = await readTable(new Uint8Array([...header, ...bytes('KcELECTRA,0.87')]));
    assert.deepEqual(rows, [
      ['모델', '점수'],
      ['KcELECTRA', '0.87'],
    ]);
  });

  it('GIVEN UTF-8 with a mark, UTF-16, semicolons, tabs, lines in cells THEN each is read', async () => {
    const expected = [
      ['model', 'f1', 'note'],
      ['a', '0,61', 'one\ntwo; three'],
    ];
    const semicolons = '\ufeffmodel;f1;note\r\na;0,61;"one\ntwo; three"';
    const tabs = 'model\tf1\tnote\na\t0,61\t"one\ntwo; three"\n';
    assert.deepEqual((await readTable(bytes(semicolons))).rows, expected);
    assert.deepEqual((await readTable(bytes(tabs))).rows, expected);
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(tabs, 'utf16le')]);
    assert.deepEqual((await readTable(utf16)).rows, expected);
  });

  it('GIVEN an Excel file THEN numbers, days, formulas and rich text are read, and the tab by its name', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('empty');
    const sheet = book.addWorksheet('결과');
    sheet.addRow(['model', 'f1', 'date', 'x']);
    sheet.addRow([
      { richText: [{ text: 'Kc' }, { text: 'ELECTRA' }] },
      { formula: 'A1', result: 0.87 },
      new Date('2023-09-12T14:03:00Z'),
      { text: 'link', hyperlink: 'https://example.org' },
    ]);
    const file = new Uint8Array(await book.xlsx.writeBuffer());
    const table = await readTable(file);
    assert.equal(table.tab, '결과');
    assert.deepEqual(table.rows[1], ['KcELECTRA', 0.87, '2023-09-12 14:03:00', 'link']);
    assert.equal((await readTable(file, ' 결과 ')).tab, '결과');
    await assert.rejects(readTable(file, 'other'), /There is no tab “other”\. There are: empty, 결과/);
  });

  it('GIVEN a zip file that unpacks to more than it says THEN it is refused before it fills the memory', async () => {
    const bomb = zipOf('xl/workbook.xml', Buffer.alloc(30 * 2 ** 20), 100);
    assert.ok(bomb.length < 50_000);
    await assert.rejects(checkZip(bomb, 10 * 2 ** 20), /unpacks to more than 10 MiB/);
    await checkZip(bomb, 40 * 2 ** 20);
  });

  it('GIVEN pictures, old Excel files, cut or garbled ones THEN each is refused by a sentence', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRow(['model', 0.5]);
    const whole = new Uint8Array(await book.xlsx.writeBuffer());
    const files: [Uint8Array, RegExp][] = [
      [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /old format/],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), /no text and no Excel file/],
      [new Uint8Array(), /empty/],
      [whole.slice(0, whole.length / 2), /no XLSX file that can be read/],
      [zipOf('readme.txt', Buffer.from('hello')), /no XLSX file that can be read|empty/],
    ];
    for (const [file, sentence] of files)
      await assert.rejects(readTable(file), (error) => {
        assert.ok(error instanceof UserError, String(error));
        assert.match(error.message, sentence);
        return true;
      });
  });
});

/** A zip file of one entry; `says` is the size that its header claims. */
function zipOf(name: string, content: Buffer, says = content.length): Uint8Array {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(says, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(says, 24);
  entry.writeUInt16LE(name.length, 28);
  const before = local.length + name.length + packed.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(before, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
