import type { APIEmbed } from 'discord.js';
import type { Note, Run } from '../../runs/run.js';
import type { Talk } from '../../runs/talk.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { withWhole } from '../whole-text.js';
import { STATE_COLOUR } from './format.js';
import { verdictWord } from './verdict-buttons.js';

const LONGEST = 300;
/** Characters of notes, and of talk: the newest that fit. */
const ROOM = 1800;

/**
 * What people said of a run: the answer to its question, their notes, and the last of the talk in its thread. Undefined
 * where nobody said anything.
 */
export function runRecord(run: Run, talk: readonly Talk[], texts: Texts): APIEmbed | undefined {
  const { t } = texts;
  const write = (how: Writing) =>
    [
      verdictPart(run, texts, how),
      section(
        t('notes.field'),
        run.notes.map((note) => noteLine(note, texts, how)),
        run.notes.length,
        how,
        texts,
      ),
      sheetPart(run, texts, how),
      section(
        t('notes.talk', { count: run.talked }),
        talk.map((one) => talkLine(one, how)),
        run.talked,
        how,
        texts,
      ),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  const shown = write(SHORT);
  if (shown === '') return undefined;
  const embed = fitEmbed({ color: STATE_COLOUR[run.state], description: shown });
  const whole = write(IN_FULL);
  return whole === shown ? embed : withWhole(embed, whole);
}

/** What people typed beside the run in the sheet. */
const sheetPart = ({ sheet_note: note }: Run, { t }: Texts, { line }: Writing): string =>
  note === '' ? '' : `**${t('notes.sheet')}**\n📊 ${line(note)}`;

function verdictPart({ verdict, earlier_verdicts }: Run, texts: Texts, { line }: Writing): string {
  if (!verdict) return '';
  const { sentence, author, at } = verdict;
  const why = sentence === '' ? '' : `: ${line(sentence)}`;
  const before = earlier_verdicts.map((one) => verdictWord(one, texts)).join(', ');
  return [
    `**${texts.t('verdict.field')}** ${verdictWord(verdict, texts)}${why} — ${plain(author.name)} ${when(at)}`,
    ...(before === '' ? [] : [texts.t('verdict.before', { verdicts: before })]),
  ].join('\n');
}

/** Oldest first, as many of the last ones as there is room for. */
function section(
  title: string,
  lines: readonly string[],
  count: number,
  { room }: Writing,
  { t }: Texts,
): string {
  if (lines.length === 0) return '';
  let used = 0;
  const shown = lines
    .toReversed()
    .filter((one) => (used += one.length + 1) <= room)
    .reverse();
  const hidden = count - shown.length;
  return [`**${title}**`, ...(hidden > 0 ? [t('notes.more', { count: hidden })] : []), ...shown].join('\n');
}

const noteLine = ({ text, author, at, url, was }: Note, { t }: Texts, { line }: Writing): string =>
  `📝 ${was ? t('notes.was', { intent: line(text) }) : line(text)} — ${plain(author.name)} ${when(at)}${url === undefined ? '' : ` [${t('notes.source')}](${url})`}`;

const talkLine = ({ author, text, at }: Talk, { line }: Writing): string =>
  `💬 ${plain(author.name)} ${when(at)}: ${line(text)}`;

/** How much of each thing said, and of all of them, is written. */
type Writing = { line: (text: string) => string; room: number };

const inOneLine = (text: string): string => plain(text.replaceAll(/\s+/g, ' '));
const SHORT: Writing = { line: (text) => cut(inOneLine(text), LONGEST), room: ROOM };
const IN_FULL: Writing = { line: inOneLine, room: Number.POSITIVE_INFINITY };

const when = (at: string): string => `<t:${Math.floor(Date.parse(at) / 1000)}:R>`;
