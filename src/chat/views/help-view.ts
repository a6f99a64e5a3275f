import type { APIEmbed } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { LOSSES } from '../../runs/loss-options.js';
import type { Command } from '../command.js';
import { describedIn } from '../../texts/described.js';
import type { Texts } from '../../texts/texts.js';
import { aboutCommand } from '../localise.js';
import { fitEmbed } from '../limits.js';

const EXAMPLES = ['/results best', '/results show run:3', '/ensemble top:5', '/data data:kote8'];

/** Characters of a field's value (limits.ts), and a name that shows nothing: Discord wants one. */
const FIELD = 1024;
const NO_NAME = '\u200b';

/** The commands, three things to type, and what the losses are. */
export function helpView(
  commands: readonly Command[],
  { models, labmate }: Settings,
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const examples = [
    '/train',
    `/train loss:asl lr:3e-5 epochs:30 intent:"${t('help.question')}"`,
    ...EXAMPLES,
  ];
  return fitEmbed({
    color: 0x5865f2,
    title: t('help.title'),
    description: t('help.about'),
    fields: [
      ...fieldsOf(commands.map(({ data }) => commandLine(data, texts))).map((value, at) => ({
        name: at === 0 ? t('help.commands') : NO_NAME,
        value,
      })),
      { name: t('help.try'), value: examples.map((line) => `\`${line}\``).join('\n') },
      {
        name: t('help.models'),
        value: modelLines(models, labmate.defaults.model, texts).join('\n'),
      },
      {
        name: t('help.losses'),
        value: LOSSES.map((loss) => t(`help.loss.${loss}`)).join('\n'),
      },
    ],
  });
}

/** Whole lines, in as many fields as they need. */
function fieldsOf(lines: readonly string[]): string[] {
  const fields: string[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last === undefined || last.length + line.length >= FIELD) fields.push(line);
    else fields[fields.length - 1] = `${last}\n${line}`;
  }
  return fields;
}

/** With the name that Korean clients show, too. */
function commandLine(data: Command['data'], texts: Texts): string {
  const [name, about] = aboutCommand(data, texts);
  return `**/${data.name}**${name === data.name ? '' : ` (/${name})`} ${about}`;
}

/** Models from scratch with what they are; checkpoints by name, since there are many. */
function modelLines(models: Settings['models'], usual: string, { language, t }: Texts): string[] {
  const entries = Object.entries(models);
  const fromScratch = entries.filter(([, { kind }]) => kind !== 'checkpoint');
  const checkpoints = entries.filter(([, { kind }]) => kind === 'checkpoint').map(([name]) => `**${name}**`);
  return [
    ...fromScratch.map(
      ([name, { description }]) =>
        `${name === usual ? t('help.default', { model: `**${name}**` }) : `**${name}**`} ${describedIn(description, language)}`,
    ),
    ...(checkpoints.length > 0 ? [t('help.checkpoints', { names: checkpoints.join(', ') })] : []),
  ];
}
