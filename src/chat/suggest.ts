import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { devScore, settingOf } from '../runs/imported.js';
import type { Run } from '../runs/run.js';
import type { Submission } from '../runs/store-data.js';
import type { Texts } from '../texts/texts.js';
import { score } from './views/format.js';

type Choice = APIApplicationCommandOptionChoice<string>;

/** Names that hold what was typed so far; those that begin with it first. */
export function suggestNames(typed: string, names: Readonly<Record<string, string>>): Choice[] {
  const wanted = typed.toLowerCase();
  return Object.entries(names)
    .filter(([name, about]) => `${name} ${about}`.toLowerCase().includes(wanted))
    .sort(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
    .map(([name, about]) => ({ name: about ? `${name} — ${about}` : name, value: name }));
}

/** Runs by number, words of the intent, model or loss; the newest first. */
export function suggestRuns(typed: string, runs: readonly Run[], texts: Texts): Choice[] {
  const words = typed.toLowerCase().replace(/^#/, '').split(/\s+/).filter(Boolean);
  return [...runs]
    .reverse()
    .map((run) => ({ run, about: describe(run, texts) }))
    .filter(({ run, about }) => words.every((word) => run.id === word || about.toLowerCase().includes(word)))
    .sort((a, b) => Number(words.includes(b.run.id)) - Number(words.includes(a.run.id)))
    .map(({ run, about }) => ({ name: about, value: run.id }));
}

/** The same where several may be typed: what is offered goes behind the last comma. */
export function suggestRunList(typed: string, runs: readonly Run[], texts: Texts): Choice[] {
  const [, before = '', last = ''] = /^(.*,\s*)?(.*)$/s.exec(typed) ?? [];
  const named = new Set(before.split(/[\s,]+/));
  return suggestRuns(
    last,
    runs.filter(({ id }) => !named.has(id)),
    texts,
  ).map(({ name, value }) => ({ name: `${before}${name}`, value: `${before}${value}` }));
}

/** Submissions by number or by the runs in them; the newest first. */
export function suggestSubmissions(
  typed: string,
  submissions: readonly Submission[],
  { t }: Texts,
): Choice[] {
  const words = typed.toLowerCase().replace(/^#/, '').split(/\s+/).filter(Boolean);
  return submissions
    .map(({ id, dev, members, method }) => ({
      name: t('suggest.submission', { id, score: score(dev.micro_f1), members: members.join(', '), method }),
      value: id,
    }))
    .reverse()
    .filter(({ name }) => words.every((word) => name.includes(word)))
    .sort((a, b) => Number(words.includes(b.value)) - Number(words.includes(a.value)));
}

function describe(run: Run, { t }: Texts): string {
  const dev = devScore(run);
  const result = dev === undefined ? t(`words.state.${run.state}`) : score(dev);
  return `${run.id} · ${result} · ${settingOf(run, 'loss')} ${settingOf(run, 'model')}${run.intent ? ` · ${run.intent.replaceAll('\n', ' ')}` : ''}`;
}
