import type { APIEmbed } from 'discord.js';
import { dataWarnings } from '../../task/data-warnings.js';
import type { DataReport, LabelledReport, PartReport } from '../../task/describe-data.js';
import { type Pair, rankPairs } from '../../task/rank-pairs.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import { columns, padColumns } from './format.js';

const FINE = 0x22a55e;
const DOUBTFUL = 0xf5a524;
const PAIRS = 3;

/** The pictures' names among the message's attachments. */
export const SHARES_PICTURE = 'label-shares.png';
export const PAIRS_PICTURE = 'label-pairs.png';

/** What `/data` answers: the numbers with the picture of the shares, then the picture of the pairs. */
export function dataView(name: string, report: DataReport, texts: Texts): APIEmbed[] {
  const { t } = texts;
  const warnings = dataWarnings(report, texts);
  const color = warnings.length > 0 ? DOUBTFUL : FINE;
  return [
    fitEmbed({
      color,
      title: t('data.title', { name: plain(name) }),
      description: [
        parts(report)
          .map(([part, { examples }]) => `**${number(examples)}** ${part}`)
          .join(' · '),
        ...warnings.map((warning) => `⚠️ ${plain(warning)}`),
        block(labelLines(report)),
      ].join('\n'),
      fields: [
        { name: t('data.per_text'), value: block(perTextLines(report, texts)) },
        { name: t('data.together'), value: pairLines(rankPairs(report), texts) },
        { name: t('data.length'), value: block(lengthLines(report, texts)) },
        { name: t('data.target'), value: each(report, ({ targets }) => number(targets)) },
        { name: t('data.repeated'), value: each(report, ({ repeats }) => repeatsText(repeats, texts)) },
        {
          name: t('data.overlap'),
          value: t('data.parts', {
            dev: repeatsText(report.overlap.dev, texts),
            test: repeatsText(report.overlap.test, texts),
          }),
        },
      ],
      image: { url: `attachment://${SHARES_PICTURE}` },
      footer: { text: t('data.footer', { hash: report.hash.slice(0, 16) }) },
    }),
    fitEmbed({ color, image: { url: `attachment://${PAIRS_PICTURE}` } }),
  ];
}

const parts = ({ train, dev, test }: DataReport): [string, PartReport][] => [
  ['train', train],
  ['dev', dev],
  ['test', test],
];

const number = (value: number): string => value.toLocaleString('en');
const block = (lines: readonly string[]): string => `\`\`\`\n${lines.join('\n')}\n\`\`\``;
const each = (report: DataReport, what: (part: PartReport) => string): string =>
  parts(report)
    .map(([part, one]) => `${part} ${what(one)}`)
    .join(' · ');

/** White space folded; where that makes a difference, how many are the same letter by letter. */
const repeatsText = ({ folded, exact }: { folded: number; exact: number }, { t }: Texts): string =>
  folded === exact ? number(folded) : t('data.exactly', { folded: number(folded), exact: number(exact) });

/** One line a label: lines and share in train, then in dev. Narrow enough for a phone. */
function labelLines({ labels, train, dev }: DataReport): string[] {
  const width = Math.max(...labels.map(columns));
  const counts = [train, dev].map(({ answers }) => answers.per_label.map(String));
  const digits = counts.map((column) => Math.max(...column.map((text) => text.length)));
  const cell = (part: LabelledReport, column: number, label: number): string =>
    `${(counts[column]?.[label] ?? '').padStart(digits[column] ?? 0)} ${share(part, part.answers.per_label[label])}`;
  const head = (name: string, column: number): string => name.padStart((digits[column] ?? 0) + 6);
  return [
    `${''.padEnd(width)} ${head('train', 0)} ${head('dev', 1)}`,
    ...labels.map(
      (name, label) => `${padColumns(name, width)} ${cell(train, 0, label)} ${cell(dev, 1, label)}`,
    ),
  ];
}

/** Five characters wide. */
const share = ({ examples }: PartReport, count = 0): string =>
  `${(100 * (count / examples)).toFixed(1)}%`.padStart(5);

/** From the fewest to the most that occur, with the mean. */
function perTextLines({ train, dev }: DataReport, { t }: Texts): string[] {
  const [inTrain, inDev] = [train.answers.labels_per_text, dev.answers.labels_per_text];
  const rows = inTrain.flatMap((count, labels) =>
    count + (inDev[labels] ?? 0) > 0
      ? [
          `${String(labels).padEnd(4)} ${share(train, count).padStart(6)} ${share(dev, inDev[labels]).padStart(6)}`,
        ]
      : [],
  );
  return [
    '      train    dev',
    ...rows,
    `${padColumns(t('data.mean'), 4)} ${meanLabels(train)} ${meanLabels(dev)}`,
  ];
}

const meanLabels = ({ answers, examples }: LabelledReport): string =>
  (answers.per_label.reduce((sum, count) => sum + count, 0) / examples).toFixed(2).padStart(6);

function pairLines(pairs: readonly Pair[], { t }: Texts): string {
  const line = ({ labels, lift, together }: Pair): string =>
    `${plain(labels.join(' + '))} **${lift.toFixed(1)} ×** (${number(together)})`;
  const most = pairs.filter(({ lift }) => lift > 1).slice(0, PAIRS);
  const least = pairs
    .filter(({ lift }) => lift < 1)
    .slice(-PAIRS)
    .reverse();
  return (
    [
      ...(most.length > 0 ? [t('data.often', { pairs: most.map(line).join(', ') })] : []),
      ...(least.length > 0 ? [t('data.seldom', { pairs: least.map(line).join(', ') })] : []),
    ].join('\n') || t('data.few')
  );
}

function lengthLines(report: DataReport, { t }: Texts): string[] {
  const rows = parts(report).map(([part, { lengths }]) => [
    part,
    ...[lengths.median, lengths.p95, lengths.max].map((value) => String(value).padStart(7)),
  ]);
  return [
    `      ${[t('data.median'), '95%', t('data.max')].map((name) => ' '.repeat(Math.max(0, 7 - columns(name))) + name).join('')}`,
    ...rows.map(([part = '', ...cells]) => part.padEnd(6) + cells.join('')),
  ];
}
