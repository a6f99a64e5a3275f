import type { APIEmbed } from 'discord.js';
import { sayAllowed } from '../../runs/check-option.js';
import type { ExplainName } from '../../runs/explain/explain.js';
import { PAPERS } from '../../runs/explain/papers.js';
import type { LossName } from '../../runs/loss-options.js';
import { explainedOptions } from '../../runs/explain-option.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';

const COLOUR = 0x3b82f6;

const exampleOf = (loss: LossName): string => (loss === 'focal' ? 'gamma:3' : 'gamma_neg:2');

/**
 * What an option, loss, metric or method is, what may be typed, and where to read on.
 * @param drawn the loss whose curves stand below
 */
export function explainView(
  name: ExplainName,
  { drawn }: { drawn: LossName | undefined },
  { t, say }: Texts,
): APIEmbed {
  const def = explainedOptions[name];
  const paper = PAPERS[name];
  return fitEmbed({
    color: COLOUR,
    title: `${name} · ${t(`explain.about.${name}.name`)}`,
    description: [
      plain(t(`explain.about.${name}.text`)),
      ...(drawn ? [t('explain.try', { example: `what:${name} ${exampleOf(drawn)}` })] : []),
    ].join('\n\n'),
    fields: def
      ? [
          { name: t('explain.typed'), value: `\`${def.example}\``, inline: true },
          { name: t('explain.values'), value: say(sayAllowed(def)), inline: true },
        ]
      : [],
    ...(paper ? { footer: { text: t('explain.source', { source: paper }) } } : {}),
  });
}
