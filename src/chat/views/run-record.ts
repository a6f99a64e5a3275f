import type { APIEmbed } from 'discord.js';
import type { Note, Run } from '../../runs/run.js';
import type { Talk } from '../../runs/talk.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { STATE_COLOUR } from './format.js';
import { verdictWord } from './verdict-buttons.js';

const LONGEST = 300;
/** One cell of the sheet may hold 50,000 characters. */
const SHEET_LONGEST = 600;
/** Characters of notes, and of talk: the newest that fit. */
const ROOM = 1800;

/**
 * What people said of a run: the answer to its question, their notes, and the last of the talk in its thread. Undefined
 * where nobody said anything.
 */
export function runRecord(run: Run, talk: readonly Talk[], texts: Texts): APIEmbed | undefined {
  const { t } = texts;
  const parts = [
    verdictPart(run, texts),
    section(
      t('notes.field'),
      run.notes.map((note) => noteLine(note, texts)),
      run.notes.length,
      texts,
    ),
    sheetPart(run, texts),
    section(t('notes.talk', { count: run.talked }), talk.map(talkLine), run.talked, texts),
  ].filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  return fitEmbed({ color: STATE_COLOUR[run.state], description: parts.join('\n\n') });
}

/** What people typed beside the run in the sheet. */
const sheetPart = ({ sheet_note: note }: Run, { t }: Texts): string =>
  note === '' ? '' : `**${t('notes.sheet')}**\n📊 ${cut(plain(note), SHEET_LONGEST)}`;

function verdictPart({ verdict, earlier_verdicts }: Run, texts: Texts): string {
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
function section(title: string, lines: readonly string[], count: number, { t }: Texts): string {
  if (lines.length === 0) return '';
  let used = 0;
  const shown = lines
    .toReversed()
    .filter((one) => (used += one.length + 1) <= ROOM)
    .reverse();
  const hidden = count - shown.length;
  return [`**${title}**`, ...(hidden > 0 ? [t('notes.more', { count: hidden })] : []), ...shown].join('\n');
}

const noteLine = ({ text, author, at, url, was }: Note, { t }: Texts): string =>
  `📝 ${was ? t('notes.was', { intent: line(text) }) : line(text)} — ${plain(author.name)} ${when(at)}${url === undefined ? '' : ` [${t('notes.source')}](${url})`}`;

const talkLine = ({ author, text, at }: Talk): string =>
  `💬 ${plain(author.name)} ${when(at)}: ${line(text)}`;

const line = (text: string): string => cut(plain(text.replaceAll(/\s+/g, ' ')), LONGEST);

const when = (at: string): string => `<t:${Math.floor(Date.parse(at) / 1000)}:R>`;
