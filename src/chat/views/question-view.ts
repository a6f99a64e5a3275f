import type { APIEmbed } from 'discord.js';
import { devScore, isKnown } from '../../runs/imported.js';
import { bestFirst, differing, type Question, tally } from '../../runs/question.js';
import { type Run, VERDICTS } from '../../runs/run.js';
import { type RunSpec, runSpecSchema } from '../../runs/spec.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { headlineOf, score, specLine, STATE_COLOUR, STATE_ICON } from './format.js';
import { VERDICT_ICON, verdictWord } from './verdict-buttons.js';

const LONGEST = 120;

/** All runs of a question, the best first: what each scored, in what it differs from the others, and what came of it. */
export function questionView(question: Question, texts: Texts): APIEmbed {
  const { t } = texts;
  const runs = bestFirst(question);
  const names = differing(runs);
  const entries = runs.map((run) => entry(run, names, texts));
  const shown = fitLines(entries);
  const hidden = entries.length - shown.length;
  return fitEmbed(
    {
      color: question.open ? STATE_COLOUR.running : STATE_COLOUR.done,
      title: `❓ ${question.text}`,
      description: [
        counts(question, texts),
        names.length > 0 ? t('questions.same', { options: `\`${sameLine(runs, names)}\`` }) : '',
        ...shown,
        hidden > 0 ? t('queue.more', { count: hidden }) : '',
      ]
        .filter((line) => line !== '')
        .join('\n'),
    },
    entries,
  );
}

/** All questions, an entry each. */
export function questionList(questions: readonly Question[], texts: Texts): APIEmbed {
  const entries = questions.map(
    (question) => `${question.open ? '🔎' : '☑️'} **${plain(question.text)}**\n> ${counts(question, texts)}`,
  );
  const shown = fitLines(entries);
  return fitEmbed(
    {
      color: STATE_COLOUR.queued,
      title: texts.t('questions.title', { shown: shown.length, total: questions.length }),
      description: shown.join('\n'),
    },
    entries,
  );
}

/** `4 runs · 👍 2 · 👎 1 · best 0.6123 (run 12)` */
function counts(question: Question, { t }: Texts): string {
  const given = tally(question);
  const best = bestFirst(question).find((run) => devScore(run) !== undefined);
  return [
    t('questions.runs', { count: question.runs.length }),
    ...VERDICTS.flatMap((value) => (given[value] > 0 ? [`${VERDICT_ICON[value]} ${given[value]}`] : [])),
    ...(best ? [t('questions.best', { score: score(devScore(best) ?? 0), run: best.id })] : []),
  ].join(' · ');
}

function entry(run: Run, names: readonly (keyof RunSpec)[], texts: Texts): string {
  const { t } = texts;
  const dev = devScore(run);
  const scored = dev === undefined ? '' : `**${score(dev)}** · `;
  const settings =
    names.length > 0
      ? specLine(
          run.spec,
          names.filter((name) => isKnown(run, name)),
        )
      : headlineOf(run);
  const link = run.thread_url ? ` · [${t('list.thread')}](${run.thread_url})` : '';
  const why = run.intent ? `\n> ${oneLine(run.intent)}` : '';
  const { verdict } = run;
  const came = verdict
    ? `\n> **${verdictWord(verdict, texts)}**${verdict.sentence && `: ${oneLine(verdict.sentence)}`}`
    : '';
  return `${STATE_ICON[run.state]} ${scored}${t('queue.run', { run: run.id })} \`${settings}\`${link}${why}${came}`;
}

/** What people tell runs apart by, as far as these runs share it. */
function sameLine([first]: readonly Run[], names: readonly (keyof RunSpec)[]): string {
  const usual = (['model', 'data', 'loss', 'lr', 'epochs', 'batch', 'seed'] as const).filter(
    (name) => name in runSpecSchema.shape && !names.includes(name),
  );
  return first ? specLine(first.spec, usual) : '';
}

const oneLine = (text: string): string => cut(plain(text.replaceAll(/\s+/g, ' ').trim()), LONGEST);
