import type { OptionDef } from './option-def.js';

/** What may be typed for an option, in few words: `0 to 1`, `bce, asl, …`. */
export function allowedValues(def: OptionDef): string {
  switch (def.kind) {
    case 'choice':
      return def.choices.join(', ');
    case 'flag':
      return 'true, false';
    case 'integer':
    case 'number':
      return `${'exclusiveMin' in def ? '> ' : ''}${def.min} … ${def.max}`;
    case 'text':
      return def.example;
  }
}
