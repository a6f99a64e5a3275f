import { ButtonStyle } from 'discord.js';
import { type Run, type Verdict, VERDICTS } from '../../runs/run.js';
import { askedOf } from '../../runs/question.js';
import { canBeJudged } from '../../runs/verdict.js';
import type { Texts } from '../../texts/texts.js';
import { customId } from '../custom-id.js';
import { CONTENT, cut, plain } from '../limits.js';
import { button, type ButtonRow, buttonRow } from './card-buttons.js';

export const VERDICT_ICON: Record<Verdict['value'], string> = {
  confirmed: '👍',
  refuted: '👎',
  unclear: '🤷',
};

/** Begins the line of a result that has the question and its answer, so that it is found again when they change. */
const MARK = '⚖️';
const INTENT = 200;

/** `👍 confirmed`, in a word and a picture. */
export const verdictWord = ({ value }: Pick<Verdict, 'value'>, { t }: Texts): string =>
  `${VERDICT_ICON[value]} ${t(`verdict.${value}`)}`;

/**
 * The question of a finished run, asked or answered, in one line; null where there is none to ask: a run without an
 * intent, or one that failed and was not judged all the same.
 */
export function questionLine(run: Run, texts: Texts): string | null {
  const { verdict } = run;
  if (!canBeJudged(run) || (!verdict && run.state !== 'done')) return null;
  const intent = cut(oneLine(askedOf(run)), INTENT);
  if (!verdict) return `${MARK} ${texts.t('verdict.ask', { intent, author: plain(run.author.name) })}`;
  const { sentence, author } = verdict;
  const said = { intent, verdict: verdictWord(verdict, texts), author: plain(author.name) };
  const why = sentence === '' ? '' : `: ${oneLine(sentence)}`;
  return `${MARK} ${texts.t('verdict.answered', said)}${why}`;
}

/** The three answers, the one that was given among them, and where one can say why. */
export function verdictButtons(run: Run, { t }: Texts): ButtonRow[] {
  const style = (value: string) =>
    run.verdict?.value === value ? ButtonStyle.Primary : ButtonStyle.Secondary;
  return [
    buttonRow(
      ...VERDICTS.map((value) =>
        button(
          customId('verdict', value, run.id),
          `${VERDICT_ICON[value]} ${t(`verdict.${value}`)}`,
          style(value),
        ),
      ),
      ...(run.verdict ? [button(customId('verdict', 'why', run.id), t('verdict.why'))] : []),
    ),
  ];
}

/** A result's text with its line of question and answer, in the place of the one that it had. */
export function withQuestion(content: string, line: string | null): string {
  const kept = content.split('\n').filter((one) => !one.startsWith(MARK));
  if (line === null) return kept.join('\n');
  return `${cut(kept.join('\n'), CONTENT - line.length - 1)}\n${line}`;
}

const oneLine = (text: string): string => plain(text.replaceAll(/\s+/g, ' ').trim());
