import { MODEL_SIZES } from '../config/model-sizes.js';
import { BASE_DEFAULTS } from './base-defaults.js';
import type { RawValue } from './check-option.js';
import { type DefaultOf, type ExplainSettings, explainOption } from './explain-option.js';
import { showValue } from './filled-defaults.js';
import { lossOptions } from './loss-options.js';
import { startOptions } from './options.js';
import { textOptions } from './text-options.js';
import { trainingOptions } from './training-options.js';

const INTRO = `# Options of a run

Made from the table of options (\`src/runs/options.ts\`) and from \`configs/\` by \`node dist/scripts/docs.js\`; do not edit it by hand.
The same table makes the fields of \`/train\`, the terminal's options, the checks, the fields of a run's spec and the
sheet's columns. \`/help option:lr\` and \`npm run lab -- help lr\` tell of one of them.

In the channel an option without a field of its own is typed in \`set\`: \`/train set:"label_smoothing=0.1 others=drop"\`. In a
terminal each is typed by itself: \`npm run lab -- train label_smoothing:0.1 others:drop\`.`;

const SIZES = `## Defaults by the size of a model

What nobody typed, and neither a preset nor the model's entry in \`configs/models.yaml\` says, is filled in by the size of the
model from \`configs/model-sizes.yaml\`. The card of a run and the terminal say what was filled in; the spec is whole from
then on. A run begun with \`from\` takes the other run's settings instead.

The size is told by the entry in the catalogue; of a folder by its config.json, from the weights of the layers (12 x layers
x hidden², without embeddings): below 60 million \`small\`, below 200 million \`base\`, else \`large\`; of a model of the hub by
its name (\`-small\`, \`-base\`, \`-large\`), even where it was fetched before, so that one line means the same on every
machine. Where nothing tells it, \`base\` is assumed, and said so.`;

/** docs/options.md: every option, what it may be, its defaults, where it comes from. */
export function optionsDoc(settings: ExplainSettings): string {
  return [
    INTRO,
    SIZES,
    sizesTable(settings),
    sources(settings),
    section('What is trained', ['model', 'data'], settings),
    section('The loss', Object.keys(lossOptions), settings),
    section('How it is trained', Object.keys(trainingOptions), settings),
    section('What is read of a line', Object.keys(textOptions), settings),
    section('How a run begins', Object.keys(startOptions), settings),
  ].join('\n\n');
}

function sizesTable({ sizes }: ExplainSettings): string {
  const everywhere: Readonly<Record<string, RawValue>> = BASE_DEFAULTS;
  const names = Object.keys(sizes.base.defaults) as (keyof typeof sizes.base.defaults)[];
  return table(
    ['', ...MODEL_SIZES],
    names.map((name) => [
      `\`${name}\``,
      ...MODEL_SIZES.map((size) => showValue(sizes[size].defaults[name] ?? everywhere[name] ?? '')),
    ]),
  );
}

const sources = ({ sizes }: ExplainSettings): string =>
  MODEL_SIZES.map((size) => `- **${size}**: ${sizes[size].description}; ${sizes[size].source}`).join('\n');

function section(title: string, names: readonly string[], settings: ExplainSettings): string {
  const rows = names.map((name) => {
    const { description, allowed, defaults, chat, source } = explainOption(name, settings);
    return [
      `\`${name}\``,
      description,
      allowed,
      defaultsCell(defaults),
      `\`${chat.replace('/train ', '')}\``,
      source ?? '',
    ];
  });
  return `## ${title}\n\n${table(['option', 'what', 'may be', 'default', 'type', 'from'], rows)}`;
}

/** `2e-5 (klue-bert, kcbert-base), 1e-5 (large)` */
function defaultsCell(defaults: readonly DefaultOf[]): string {
  const values = [...new Set(defaults.map(({ value }) => value))];
  return values
    .map((value) => {
      const of = defaults.filter((one) => one.value === value).map((one) => one.of);
      return of.includes('all models') ? value : `${value} (${of.join(', ')})`;
    })
    .join('; ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
