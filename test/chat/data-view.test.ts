import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadImage } from '@napi-rs/canvas';
import { dataPictures } from '../../src/chat/data-pictures.js';
import { dataView, PAIRS_PICTURE, SHARES_PICTURE } from '../../src/chat/views/data-view.js';
import { projectRoot } from '../../src/config/settings.js';
import { type DataReport, describeData } from '../../src/task/describe-data.js';
import { findDataSet } from '../../src/task/find-data-set.js';
import { textsIn } from '../../src/texts/texts.js';

const texts = textsIn('en');

const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
const samples = join(projectRoot, 'configs/samples');
const sample = findDataSet('kote8', [samples]).then((found) => describeData(found, LABELS));

/** A report of labels that a task might have, all of whose texts were `count` copies of one. */
function oneText(report: DataReport, labels: string[], count: number): DataReport {
  const all = (value: number): number[] => labels.map(() => value);
  const answers = {
    per_label: all(count),
    labels_per_text: [...all(0), count],
    together: labels.map(() => all(count)),
    pmi: labels.map((_, row) => labels.map((_label, column) => (row === column ? null : 0))),
  };
  const part = { ...report.train, examples: count, answers };
  return { ...report, labels, train: part, dev: part };
}

const whole = (embeds: ReturnType<typeof dataView>): number =>
  embeds
    .flatMap(({ title, description, footer, fields }) => [
      ...[title, description, footer?.text],
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    ])
    .join('').length;

describe('what /data shows', () => {
  it('GIVEN the sample THEN the embed has each label in train and dev, the pairs, and the hash', async () => {
    const report = await sample;
    const [embed] = dataView('kote8', report, texts);
    const text = JSON.stringify(embed);
    for (const part of [
      '**2,000** train · **500** dev · **250** test',
      'joy          799 40.0% 215 43.0%',
      'mean   2.64   2.62',
      'fear + sadness **2.1 ×** (157)',
      report.hash.slice(0, 16),
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(!text.includes('⚠️'));
  });

  it('GIVEN counts of 50,000 lines THEN the lines in blocks still fit a phone', async () => {
    const report = await sample;
    const [embed] = dataView('big', oneText(report, report.labels, 50_000), texts);
    const blocks = [embed?.description, ...(embed?.fields ?? []).map(({ value }) => value)]
      .flatMap((text = '') => [...text.matchAll(/```\n(.*?)\n```/gs)])
      .flatMap(([, block = '']) => block.split('\n'));
    assert.ok(blocks.length > 10);
    for (const line of blocks) assert.ok(line.length <= 38, `${line.length}: ${line}`);
  });

  it('GIVEN a name in markdown and a text of dev in train THEN the name is as typed, and a warning comes first', async () => {
    const report = await sample;
    const overlap = { ...report.overlap, dev: { ...report.overlap.dev, exact: 2, folded: 3 } };
    const [embed] = dataView('my_data_*', { ...report, overlap }, texts);
    assert.equal(embed?.title, 'Data my\\_data\\_\\*');
    assert.equal(embed?.fields?.at(-1)?.value, 'dev 3 (2 exactly) · test 0');
    assert.match(embed?.description ?? '', /test\n⚠️ 3 texts of dev are in train, too/);
  });

  it('GIVEN a task of 44 labels with long names THEN the embeds keep to the limits', async () => {
    const labels = Array.from({ length: 44 }, (_, at) => `${'a long name '.repeat(6)}${at}`);
    const embeds = dataView('x'.repeat(200), oneText(await sample, labels, 50_000), texts);
    assert.ok(whole(embeds) <= 6000);
    assert.ok((embeds[0]?.description ?? '').length <= 4096);
  });

  it('GIVEN the sample THEN both pictures belong to an embed, can be opened, and say in words what they show', async () => {
    const report = await sample;
    const pictures = await dataPictures('kote8', report, texts);
    assert.deepEqual(
      dataView('kote8', report, texts).map(({ image }) => image?.url),
      pictures.map(({ name }) => `attachment://${name}`),
    );
    assert.deepEqual(
      pictures.map(({ name }) => name),
      [SHARES_PICTURE, PAIRS_PICTURE],
    );
    for (const { attachment } of pictures) assert.equal((await loadImage(attachment)).width, 960);
    const [shares, pairs] = pictures.map(({ description }) => description);
    assert.match(shares ?? '', /joy 40\.0 and 43\.0;.*sadness 17\.3 and 15\.4\.$/);
    assert.match(pairs ?? '', /from most to least: fear and sadness 2\.1 times;/);
  });

  it('GIVEN the words of pictures of many labels THEN they keep to the limit of 1024 characters', async () => {
    const labels = Array.from({ length: 44 }, (_, at) => `label number ${at}`);
    for (const { description } of await dataPictures('many', oneText(await sample, labels, 50_000), texts))
      assert.ok(description.length <= 1024);
  });
});
