import { type ExplainSettings, explainOption } from '../runs/explain-option.js';
import type { Answer } from './verb.js';

/** `lab help lr`: what an option is, may be, and is by default. @throws UserError `option.unknown` */
export function optionHelp(name: string, settings: ExplainSettings): Answer {
  const help = explainOption(name, settings);
  const widest = Math.max(0, ...help.defaults.map(({ of }) => of.length));
  const text = [
    `${help.name}: ${help.description}`,
    `  may be   ${help.allowed}`,
    ...help.defaults.map(
      ({ of, value }, at) => `  ${at === 0 ? 'default' : '       '}  ${of.padEnd(widest)}  ${value}`,
    ),
    `  type     ${help.terminal}`,
    `  channel  ${help.chat}`,
    ...(help.source === null ? [] : [`  from     ${help.source}`]),
  ].join('\n');
  return { json: help, text };
}
