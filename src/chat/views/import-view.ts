import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { ImportPlan } from '../../sheet/import/plan-import.js';
import { sayPlan } from '../../sheet/import/say-plan.js';
import type { Texts } from '../../texts/texts.js';
import { customId } from '../custom-id.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';
import { STATE_COLOUR } from './format.js';

const LINE = 150;
const FIELD = 1000;

/** What an import would do, before it happens: which column becomes what, and what cannot be taken. */
export function importView(plan: ImportPlan, labels: readonly string[], texts: Texts): APIEmbed {
  const { t } = texts;
  const said = sayPlan(plan, labels, texts);
  const lines = (all: readonly string[]) => all.map((line) => cut(plain(line), LINE));
  const field = (name: string, all: readonly string[]) =>
    all.length === 0 ? [] : [{ name, value: fitField(lines(all)) }];
  return fitEmbed({
    color: plan.refused.length > 0 ? STATE_COLOUR.queued : STATE_COLOUR.done,
    title: said.title,
    description: [
      [said.here, plan.fresh.length === 0 ? t('imports.nothing') : '', said.header].filter(Boolean).join(' '),
      `**${t('imports.columns')}**`,
      ...fitLines(lines(said.columns)).slice(0, 25),
    ].join('\n'),
    fields: [
      ...field(t('imports.refused_title', { count: plan.refused.length }), said.refused),
      ...field(t('imports.moved'), said.moved),
      ...field(t('imports.noted'), said.noted),
      ...field(t('imports.left'), said.left),
    ],
  });
}

/** Whole lines, as many as a field holds. */
function fitField(lines: readonly string[]): string {
  let used = 0;
  const shown = lines.filter((line) => (used += line.length + 1) <= FIELD);
  return [...shown, ...(shown.length < lines.length ? ['…'] : [])].join('\n');
}

/** @param id by which the table is kept until somebody presses */
export function importButtons(
  id: string,
  runs: number,
  { t }: Texts,
): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const button = (action: string, style: ButtonStyle.Success | ButtonStyle.Secondary, label: string) => ({
    ...{ type: ComponentType.Button as const, style, label },
    custom_id: customId('sheet', action, id),
  });
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        button('import', ButtonStyle.Success, t('imports.button', { count: runs })),
        button('drop', ButtonStyle.Secondary, t('imports.drop')),
      ],
    },
  ];
}
