import { z } from 'zod';
import type { OptionDef, OptionValue } from './option-def.js';

/** Options as fields of a zod object. `Sometimes` names those that may be null. */
export type OptionFields<Defs extends Record<string, OptionDef>, Sometimes = never> = {
  [Name in keyof Defs]: z.ZodType<
    OptionValue<Defs[Name]> | (Name extends Sometimes ? null : never),
    OptionValue<Defs[Name]> | (Name extends Sometimes ? null : never)
  >;
};

/**
 * The fields that hold checked values of these options. Only the types are checked: a range may become narrower, and what
 * was trained before must still load.
 * @param sometimes those that may be null
 */
export function optionFields<const Defs extends Record<string, OptionDef>, const Name extends string = never>(
  defs: Defs,
  sometimes: readonly Name[] = [],
): OptionFields<Defs, Name> {
  const names: readonly string[] = sometimes;
  return Object.fromEntries(
    Object.entries(defs).map(([name, def]) => [
      name,
      names.includes(name) ? typeOf(def).nullable() : typeOf(def),
    ]),
  ) as OptionFields<Defs, Name>;
}

/** The same, for what may be older than the option: it is read as `before` says. */
export function storedFields<const Defs extends Record<string, OptionDef>, const Name extends string = never>(
  defs: Defs,
  sometimes: readonly Name[] = [],
): OptionFields<Defs, Name> {
  const fields: Record<string, z.ZodType> = optionFields(defs, sometimes);
  return Object.fromEntries(
    Object.entries(defs).map(([name, { before }]) => {
      const field = fields[name] ?? z.never();
      return [name, before === undefined ? field : field.default(before)];
    }),
  ) as OptionFields<Defs, Name>;
}

function typeOf(def: OptionDef): z.ZodType {
  switch (def.kind) {
    case 'text':
      return z.string();
    case 'choice':
      return z.enum(def.choices);
    case 'integer':
      return z.number().int();
    case 'number':
      return z.number();
    case 'flag':
      return z.boolean();
  }
}
