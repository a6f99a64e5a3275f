import type { APIEmbed } from 'discord.js';
import { againstBest, isDone, type DoneRun } from '../../runs/leaderboard.js';
import { otherMetrics } from '../../runs/other-metrics.js';
import { bestEpochs, partsLine } from '../../runs/parts-line.js';
import { percent } from '../../runs/percent.js';
import { earlierScores, publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { effectiveBatch } from '../../runs/spec.js';
import { CONTENT, cut, fitEmbed, plain } from '../limits.js';
import { monoBar, duration, score, signed, specLine, STATE_COLOUR, who } from './format.js';
import { intentLine } from './run-card.js';

const SLOW_ENGINE =
  '⚠️ It ran on a slow engine; `npm run lab -- doctor` on the host says why, and what to do.';

/** The message that tells a run's author how it ended. `others` are the runs that it is compared with. */
export function runResult(run: Run, others: readonly Run[]): { content: string; embeds: APIEmbed[] } {
  return isDone(run) ? doneResult(run, others) : failedResult(run);
}

function doneResult(run: DoneRun, others: readonly Run[]) {
  const parts = run.result.spread ? ` ${partsLine(run.spec, run.result)}.` : '';
  const content = `${who(run)} Run ${run.id} is done: dev micro-F1 **${score(run.result.dev.micro_f1)}** — ${comparison(run, others)}${parts}${run.result.slow ? ` ${SLOW_ENGINE}` : ''}`;
  return { content: cut(content, CONTENT), embeds: [resultEmbed(run, baseOf(run, others))] };
}

const baseOf = ({ from }: Run, runs: readonly Run[]): Run | undefined =>
  from === null ? undefined : runs.find(({ id }) => id === from);

/** All numbers of a finished run; also what `/results show` answers with. `base` is the run that it was begun from. */
export function resultEmbed(run: DoneRun, base?: Run): APIEmbed {
  const { dev, dev_tuned, seconds, engine, tokens, padding, spread } = run.result;
  const others = otherMetrics(dev);
  return fitEmbed({
    color: STATE_COLOUR.done,
    title: `Run ${run.id} · ${run.spec.loss} on ${run.spec.model}`,
    description: [
      intentLine(run, base),
      run.result.slow ? SLOW_ENGINE : '',
      `\`\`\`\n${perLabel(run)}\n\`\`\``,
    ]
      .filter(Boolean)
      .join('\n'),
    fields: [
      { name: 'dev micro-F1', value: score(dev.micro_f1), inline: true },
      { name: 'dev macro-F1', value: score(dev.macro_f1), inline: true },
      { name: 'micro-F1, tuned thresholds', value: score(dev_tuned.micro_f1), inline: true },
      ...(spread ? [{ name: 'Parts', value: partsText(run) }] : []),
      ...(run.public_scores.length > 0 ? [{ name: 'Public score', value: publicLine(run) }] : []),
      ...(others ? [{ name: 'Also', value: others }] : []),
      {
        name: spread ? 'Best epochs' : 'Best epoch',
        value: `${bestEpochs(run.result)} of ${run.spec.epochs}`,
        inline: true,
      },
      { name: 'Time', value: duration(seconds), inline: true },
      { name: 'Engine', value: engine, inline: true },
      ...(tokens && padding !== undefined
        ? [{ name: 'Padding', value: `${percent(padding / tokens)} of tokens`, inline: true }]
        : []),
      ...(run.spec.accumulate > 1
        ? [{ name: 'Examples per step', value: examplesPerStep(run), inline: true }]
        : []),
      ...(run.checkpoint_freed_at === null
        ? []
        : [{ name: 'Checkpoint', value: `freed on ${run.checkpoint_freed_at.slice(0, 10)}`, inline: true }]),
      ...(run.origin ? [{ name: 'Weights', value: originText(run.origin) }] : []),
      { name: 'Spec', value: `\`${specLine(run.spec)}\`` },
    ],
    footer: { text: `on ${run.host} · code ${run.code.commit}${run.code.dirty ? ' (changed)' : ''}` },
    ...(run.finished_at ? { timestamp: run.finished_at } : {}),
  });
}

/** What several trainings came to, and which of the numbers is fair against a single run. */
function partsText({ spec, result }: DoneRun): string {
  const tuned = result.oof_tuned ? ` · out-of-fold, tuned ${score(result.oof_tuned.micro_f1)}` : '';
  return `${partsLine(spec, result)}${tuned}\nThe average is an ensemble of ${result.parts?.length ?? 0} models: hold “each” against a single run.`;
}

/** The leaderboard's score, who noted it and when, and what was noted before. */
function publicLine(run: DoneRun): string {
  const last = run.public_scores.at(-1);
  const now = publicScore(run);
  const told =
    now === undefined
      ? 'taken back'
      : `**${score(now)}** (${signed(now - run.result.dev.micro_f1)} against dev)`;
  const by = last
    ? ` · noted by ${plain(last.author.name)} <t:${Math.floor(Date.parse(last.at) / 1000)}:R>`
    : '';
  const before = earlierScores(run);
  return `${told}${by}${before.length > 0 ? ` · before: ${before.map(score).join(', ')}` : ''}`;
}

const originText = ({ from, lines }: NonNullable<Run['origin']>): string =>
  [from, ...lines].map(plain).join('\n');

const examplesPerStep = ({ spec }: DoneRun): string =>
  `${effectiveBatch(spec)} (batch ${spec.batch} × accumulate ${spec.accumulate})`;

function comparison(run: DoneRun, others: readonly Run[]): string {
  const compared = againstBest(run, others);
  if (!compared) return 'the first result on this data.';
  const { best, difference } = compared;
  const change = `${signed(difference)} against run ${best.id} (${score(best.result.dev.micro_f1)})`;
  if (difference > 0) return `the new best, ${change}.`;
  return `${change}, the best so far.`;
}

/** One line an emotion: name, bar, F1, support; monospaced, so the bars line up. */
function perLabel({ result }: DoneRun): string {
  const rows = Object.entries(result.dev.per_label);
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .map(([label, { f1, support }]) => `${label.padEnd(width)} ${monoBar(f1)} ${f1.toFixed(3)} (${support})`)
    .join('\n');
}

function failedResult(run: Run) {
  const reason = run.failure?.message ?? 'It ended without a result.';
  const hint = run.failure?.hint ? ` ${run.failure.hint}` : '';
  return { content: cut(`${who(run)} Run ${run.id} failed: ${reason}${hint}`, CONTENT), embeds: [] };
}
