import type { OptionDef } from './option-def.js';

export const TARGETS = ['pair', 'mark', 'none'] as const;
export const KEEP_OR_DROP = ['keep', 'drop'] as const;

/** What a model gets to read of a line. */
export const textOptions = {
  target: {
    kind: 'choice',
    choices: TARGETS,
    description: 'Target word: pair = second text; mark = markers around it in the text; none = left out',
    example: 'target:pair',
    before: 'pair',
  },
  clean: {
    kind: 'flag',
    description: "KcBERT's clean: no addresses, nothing but its characters, repeats cut to 2",
    example: 'clean:true',
    before: false,
    source: 'KcBERT (github.com/Beomi/KcBERT), its function clean',
  },
  others: {
    kind: 'choice',
    slash: false,
    choices: KEEP_OR_DROP,
    description: 'The place holder &others& of user names',
    example: 'others:drop',
    before: 'keep',
  },
  emoji: {
    kind: 'choice',
    slash: false,
    choices: KEEP_OR_DROP,
    description: 'Emoji',
    example: 'emoji:drop',
    before: 'keep',
  },
  symbols: {
    kind: 'choice',
    slash: false,
    choices: KEEP_OR_DROP,
    description: 'Characters beyond ASCII, Hangul and ％·∼ (emoji too); drop with clean:true',
    example: 'symbols:drop',
    before: 'keep',
  },
  repeat: {
    kind: 'integer',
    slash: false,
    min: 0,
    max: 4,
    description: 'Four or more of a letter, ㅋㅋㅋㅋ, become this many; 0 leaves them; 2 with clean:true',
    example: 'repeat:2',
    before: 0,
    source: "soynlp's repeat_normalize",
  },
} as const satisfies Record<string, OptionDef>;
