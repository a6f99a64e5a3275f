import type { APIEmbed, APIEmbedField } from 'discord.js';
import { chosenLine } from '../../runs/chosen-line.js';
import { failureText } from '../../runs/failure.js';
import { againstBest, isDone, type DoneRun } from '../../runs/leaderboard.js';
import { otherMetrics } from '../../runs/other-metrics.js';
import { bestEpochs, partsLine } from '../../runs/parts-line.js';
import { percent } from '../../runs/percent.js';
import { earlierScores, publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { effectiveBatch } from '../../runs/spec.js';
import { retell } from '../../texts/stored.js';
import type { Texts } from '../../texts/texts.js';
import { byName, type NameLabel } from '../label-names.js';
import { CONTENT, cut, fitEmbed, plain } from '../limits.js';
import {
  codeText,
  columns,
  monoBar,
  duration,
  padColumns,
  score,
  signed,
  specLine,
  STATE_COLOUR,
  who,
} from './format.js';
import { inCode, intentLine } from './run-card.js';

/** The message that tells a run's author how it ended. `others` are the runs that it is compared with. */
export function runResult(
  run: Run,
  others: readonly Run[],
  texts: Texts,
  name?: NameLabel,
): { content: string; embeds: APIEmbed[] } {
  return isDone(run) ? doneResult(run, others, texts, name) : failedResult(run, texts);
}

function doneResult(run: DoneRun, others: readonly Run[], texts: Texts, name?: NameLabel) {
  const { t } = texts;
  const content = t('result.done', {
    ...{ who: who(run), run: run.id, score: score(run.result.dev.micro_f1) },
    comparison: comparison(run, others, texts),
  });
  const parts = run.result.spread ? ` ${partsLine(run.spec, run.result, texts)}.` : '';
  return {
    content: cut(`${content}${parts}${run.result.slow ? ` ${t('result.slow')}` : ''}`, CONTENT),
    embeds: [resultEmbed(run, texts, baseOf(run, others), name)],
  };
}

const baseOf = ({ from }: Run, runs: readonly Run[]): Run | undefined =>
  from === null ? undefined : runs.find(({ id }) => id === from);

/** All numbers of a finished run; also what `/results show` answers with. `base` is the run that it was begun from. */
export function resultEmbed(
  run: DoneRun,
  texts: Texts,
  base?: Run,
  name: NameLabel = (label) => label,
): APIEmbed {
  const { t } = texts;
  const { loss, model } = run.spec;
  return fitEmbed({
    color: STATE_COLOUR.done,
    title: t('result.title', { run: run.id, loss, model }),
    description: [
      intentLine(run, texts, base),
      run.result.slow ? t('result.slow') : '',
      `\`\`\`\n${perLabel(run, name)}\n\`\`\``,
    ]
      .filter(Boolean)
      .join('\n'),
    fields: fieldsOf(run, texts),
    footer: { text: t('result.footer', { host: run.host ?? '', code: codeText(run, texts) }) },
    ...(run.finished_at ? { timestamp: run.finished_at } : {}),
  });
}

function fieldsOf(run: DoneRun, texts: Texts): APIEmbedField[] {
  const { t } = texts;
  const { dev, dev_tuned, seconds, engine, tokens, padding, spread } = run.result;
  const { epochs, accumulate } = run.spec;
  const others = otherMetrics(dev, texts);
  const inline = true;
  return [
    { name: t('result.micro'), value: score(dev.micro_f1), inline },
    { name: t('result.macro'), value: score(dev.macro_f1), inline },
    { name: t('result.tuned'), value: score(dev_tuned.micro_f1), inline },
    ...(spread ? [{ name: t('result.parts.name'), value: partsText(run, texts) }] : []),
    ...(run.public_scores.length > 0
      ? [{ name: t('result.public.name'), value: publicLine(run, texts) }]
      : []),
    ...(others ? [{ name: t('result.also'), value: others }] : []),
    {
      name: t(spread ? 'result.parts.epochs' : 'result.epoch'),
      value: t('result.epochs', { epoch: bestEpochs(run.result), epochs }),
      inline,
    },
    { name: t('result.time'), value: duration(seconds, texts), inline },
    { name: t('result.engine'), value: engine, inline },
    ...(tokens && padding !== undefined
      ? [
          {
            name: t('result.padding'),
            value: t('result.tokens', { share: percent(padding / tokens) }),
            inline,
          },
        ]
      : []),
    ...(accumulate > 1 ? [{ name: t('result.step'), value: examplesPerStep(run, texts), inline }] : []),
    ...(run.checkpoint_freed_at === null
      ? []
      : [
          {
            name: t('result.checkpoint'),
            value: t('result.freed', { day: run.checkpoint_freed_at.slice(0, 10) }),
            inline,
          },
        ]),
    ...(run.origin ? [{ name: t('result.weights'), value: originText(run.origin, texts) }] : []),
    {
      name: t('result.spec'),
      value: [chosenLine(run, texts, inCode), `\`${specLine(run.spec)}\``].filter(Boolean).join('\n'),
    },
  ];
}

/** What several trainings came to, and which of the numbers is fair against a single run. */
function partsText({ spec, result }: DoneRun, texts: Texts): string {
  const { t } = texts;
  const tuned = result.oof_tuned
    ? ` · ${t('result.parts.tuned', { score: score(result.oof_tuned.micro_f1) })}`
    : '';
  return `${partsLine(spec, result, texts)}${tuned}\n${t('result.parts.fair', { parts: result.parts?.length ?? 0 })}`;
}

/** The leaderboard's score, who noted it and when, and what was noted before. */
function publicLine(run: DoneRun, { t }: Texts): string {
  const last = run.public_scores.at(-1);
  const now = publicScore(run);
  const before = earlierScores(run);
  return [
    now === undefined
      ? t('result.public.back')
      : t('result.public.score', { score: score(now), difference: signed(now - run.result.dev.micro_f1) }),
    last &&
      t('result.public.by', {
        name: plain(last.author.name),
        when: `<t:${Math.floor(Date.parse(last.at) / 1000)}:R>`,
      }),
    before.length > 0 && t('result.public.before', { scores: before.map(score).join(', ') }),
  ]
    .filter(Boolean)
    .join(' · ');
}

const originText = ({ from, lines, said }: NonNullable<Run['origin']>, texts: Texts): string =>
  [from, ...lines.map((line, at) => retell(line, said?.[at] ?? undefined, texts))].map(plain).join('\n');

const examplesPerStep = ({ spec }: DoneRun, { t }: Texts): string =>
  t('result.batches', {
    examples: effectiveBatch(spec),
    batch: spec.batch,
    accumulate: spec.accumulate,
  });

function comparison(run: DoneRun, others: readonly Run[], { t }: Texts): string {
  const compared = againstBest(run, others);
  if (!compared) return t('result.first');
  const { best, difference } = compared;
  const against = {
    difference: signed(difference),
    run: best.id,
    score: score(best.result.dev.micro_f1),
  };
  return difference > 0 ? t('result.new', against) : t('result.behind', against);
}

/** One line an emotion: name, bar, F1, support; monospaced, so the bars line up. */
function perLabel({ result }: DoneRun, name: NameLabel): string {
  const rows = Object.entries(byName(result.dev.per_label, name));
  const width = Math.max(...rows.map(([label]) => columns(label)));
  return rows
    .map(
      ([label, { f1, support }]) =>
        `${padColumns(label, width)} ${monoBar(f1)} ${f1.toFixed(3)} (${support})`,
    )
    .join('\n');
}

function failedResult(run: Run, texts: Texts) {
  const { t } = texts;
  const { message, hint } = run.failure
    ? failureText(run.failure, texts)
    : { message: t('result.nothing'), hint: '' };
  const reason = hint ? `${message} ${hint}` : message;
  const content = t('result.failed', { who: who(run), run: run.id, reason });
  return { content: cut(content, CONTENT), embeds: [] };
}
