import { checkOption, type RawValue } from '../../runs/check-option.js';
import type { OptionDef } from '../../runs/option-def.js';
import { type RunOptionName, runOptions } from '../../runs/options.js';
import { UserError } from '../../user-error.js';
import type { Cell } from '../cell.js';
import { readNumber } from './people-numbers.js';

/** What people call the losses and schedules, by the plain letters of it. */
const WORDS: Readonly<Partial<Record<RunOptionName, Readonly<Record<string, string>>>>> = {
  loss: {
    ...{
      bceloss: 'bce',
      bcewithlogits: 'bce',
      bcewithlogitsloss: 'bce',
      binarycrossentropy: 'bce',
      crossentropy: 'bce',
    },
    ...{ aslloss: 'asl', asymmetric: 'asl', asymmetricloss: 'asl' },
    ...{ aplloss: 'apl', asymmetricpolynomial: 'apl', asymmetricpolynomialloss: 'apl' },
    ...{ focalloss: 'focal', asloneonlee: 'asl_oneonlee' },
  },
  schedule: {
    ...{ linearwithwarmup: 'linear', linearschedulewithwarmup: 'linear' },
    ...{
      cosinewithwarmup: 'cosine',
      cosineannealing: 'cosine',
      constantwithwarmup: 'constant',
      none: 'constant',
    },
  },
};
const TRUE = new Set(['o', 'y', 'yes', 'true', '1', 'on', '사용', '예', '적용']);
const FALSE = new Set(['n', 'no', 'false', '0', 'off', '미사용', '아니오', '미적용']);

/** A setting as a run can have it; undefined for what none can. */
export function readSetting(name: string, cell: Cell): RawValue | undefined {
  const def = (runOptions as Readonly<Record<string, OptionDef>>)[name];
  if (!def) return undefined;
  const typed = inWords(name as RunOptionName, def, cell);
  if (typed === undefined) return undefined;
  try {
    return checkOption(name, def, typed);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function inWords(name: RunOptionName, def: OptionDef, cell: Cell): RawValue | undefined {
  const text = String(cell).normalize('NFC').trim();
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  switch (def.kind) {
    case 'number':
    case 'integer': {
      const number = readNumber(cell, def.kind === 'integer');
      return number && (number.percent ? Number((number.value / 100).toFixed(10)) : number.value);
    }
    case 'flag':
      return TRUE.has(text.toLowerCase()) ? true : FALSE.has(text.toLowerCase()) ? false : undefined;
    case 'choice': {
      const same = def.choices.find((choice) => choice.replaceAll('_', '') === letters);
      return same ?? WORDS[name]?.[letters];
    }
    case 'text':
      return text;
  }
}
