import type { APIEmbed } from 'discord.js';
import type { Digest } from '../../runs/digest.js';
import type { DoneRun } from '../../runs/leaderboard.js';
import type { Author, Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { failureText } from '../../runs/failure.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { score, STATE_COLOUR } from './format.js';

const SHOWN = 5;
const WHY = 90;

/** What happened since the last digest, for those who come in the morning. Nobody is pinged by it. */
export function digestView(digest: Digest, texts: Texts): APIEmbed {
  const { t } = texts;
  const { done, failed, cancelled, running, waiting, hours } = digest;
  const fields = [
    { name: t('digest.done', { count: done.length }), value: doneLines(done, texts) },
    { name: t('digest.best'), value: bestLine(digest, texts) },
    { name: t('digest.questions'), value: questionLine(digest, texts) },
    { name: t('digest.failed', { count: failed.length }), value: failedLines(failed, texts) },
    {
      name: t('digest.hours'),
      value: hours
        .map(({ author, hours }) => `${nameOf(author)} ${t('digest.hours_of', { hours: hours.toFixed(1) })}`)
        .join('\n'),
    },
    { name: t('digest.now'), value: t('digest.stand', { running, waiting }) },
  ].filter(({ value }) => value !== '');
  const [since, until] = [digest.since, digest.until].map((at) => `<t:${Math.floor(at.getTime() / 1000)}:f>`);
  return fitEmbed({
    color: failed.length > 0 && done.length === 0 ? STATE_COLOUR.failed : STATE_COLOUR.done,
    title: t('digest.title'),
    description: [`${since} – ${until}`, cancelled > 0 ? t('digest.cancelled', { count: cancelled }) : '']
      .filter(Boolean)
      .join('\n'),
    fields,
  });
}

/** A mention names somebody in their own server's words; digests ping nobody (allowedMentions). */
const nameOf = ({ id, name }: Author): string => (id === null ? plain(name) : `<@${id}>`);

const linked = (run: Run, { t }: Texts): string => {
  const name = t('digest.run', { run: run.id });
  return run.thread_url === null ? `**${name}**` : `[**${name}**](${run.thread_url})`;
};

const why = ({ intent, spec }: Run): string =>
  intent === '' ? `\`${spec.loss} ${plain(spec.model)}\`` : cut(plain(intent).replaceAll('\n', ' '), WHY);

function doneLines(done: readonly DoneRun[], texts: Texts): string {
  const lines = done
    .slice(0, SHOWN)
    .map((run) => `${linked(run, texts)} **${score(run.result.dev.micro_f1)}** · ${why(run)}`);
  const more = done.length - lines.length;
  return [...lines, ...(more > 0 ? [texts.t('digest.more', { count: more })] : [])].join('\n');
}

function failedLines(failed: readonly Run[], texts: Texts): string {
  const lines = failed
    .slice(0, SHOWN)
    .map(
      (run) =>
        `${linked(run, texts)} · ${cut(plain(run.failure ? failureText(run.failure, texts).message : ''), 140)}`,
    );
  const more = failed.length - lines.length;
  return [...lines, ...(more > 0 ? [texts.t('digest.more', { count: more })] : [])].join('\n');
}

function bestLine({ best }: Digest, texts: Texts): string {
  if (!best) return '';
  const { run, isNew } = best;
  return `${linked(run, texts)} **${score(run.result.dev.micro_f1)}**${isNew ? ` · ${texts.t('digest.new_best')}` : ''}`;
}

/** "3 questions asked: 1 confirmed, 1 unclear, 1 without a verdict". */
function questionLine({ questions }: Digest, { t }: Texts): string {
  const { asked, confirmed, refuted, unclear } = questions;
  if (asked === 0) return '';
  const open = asked - confirmed - refuted - unclear;
  const said = [
    confirmed > 0 ? t('digest.confirmed', { count: confirmed }) : '',
    refuted > 0 ? t('digest.refuted', { count: refuted }) : '',
    unclear > 0 ? t('digest.unclear', { count: unclear }) : '',
    open > 0 ? t('digest.open', { count: open }) : '',
  ].filter(Boolean);
  return `${t('digest.asked', { count: asked })}: ${said.join(', ')}`;
}
