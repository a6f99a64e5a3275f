import type { APIEmbed } from 'discord.js';
import { type ImportedRun, isKnown, settingOf } from '../../runs/imported.js';
import { publicScore } from '../../runs/public-score.js';
import type { RunSpec } from '../../runs/spec.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { score, specLine, STATE_COLOUR } from './format.js';

/** Everything that a table told of a run; what `/results show` answers with. */
export function importedEmbed(run: ImportedRun, texts: Texts): APIEmbed {
  const { t } = texts;
  const { from, tab, row, at, by } = run.imported;
  const names = (Object.keys(run.spec) as (keyof RunSpec)[]).filter((name) => isKnown(run, name));
  const settings = specLine(run.spec, names);
  return fitEmbed({
    color: STATE_COLOUR.done,
    title: t('imports.view.title', {
      ...{ run: run.id, loss: settingOf(run, 'loss'), model: settingOf(run, 'model') },
    }),
    description: [
      run.intent === '' ? '' : `> ${plain(run.intent).replaceAll('\n', '\n> ')}`,
      t('imports.view.from', {
        ...{ from: plain(from), tab: tab === null ? '' : ` (${plain(tab)})`, row, day: at.slice(0, 10) },
        who: by.id === null ? by.name : `<@${by.id}>`,
      }),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      { name: t('imports.view.scores'), value: scoresOf(run, texts) },
      ...(settings === '' ? [] : [{ name: t('imports.view.settings'), value: `\`${settings}\`` }]),
      { name: t('sheet.columns.author'), value: plain(run.author.name), inline: true },
      ...(run.sheet_note === ''
        ? []
        : [{ name: t('imports.view.note'), value: cut(plain(run.sheet_note), 1000) }]),
    ],
    footer: { text: t('imports.mark') },
    ...(run.finished_at ? { timestamp: run.finished_at } : {}),
  });
}

function scoresOf(run: ImportedRun, { t }: Texts): string {
  const { dev, dev_tuned, macro, per_label } = run.imported.scores;
  const seen = publicScore(run);
  const lines = [
    ...(dev === null ? [] : [t('imports.view.dev', { score: score(dev) })]),
    ...(dev_tuned === null ? [] : [t('imports.view.dev_tuned', { score: score(dev_tuned) })]),
    ...(macro === null ? [] : [t('imports.view.macro', { score: score(macro) })]),
    ...(seen === undefined ? [] : [t('imports.view.public', { score: score(seen) })]),
  ];
  const labels = Object.entries(per_label).map(([label, f1]) => `${label} ${score(f1)}`);
  return [lines.join(' · '), ...(labels.length > 0 ? [labels.join(', ')] : [])].join('\n');
}
