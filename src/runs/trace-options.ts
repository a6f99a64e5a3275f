import type { RawOptions } from './check-option.js';
import { runOptions } from './options.js';
import type { ParsedOptions } from './parse-options.js';
import type { Provenance, Source } from './provenance.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';

/**
 * Of what one person asks for: `typed` is what they typed, those of `set` spread out; `preset` and `settings` are the
 * options of the preset that they named and of the bot's own defaults (configs/labmate.yaml), as far as they are among
 * the `chosen`: with another loss than the preset's, its parameters are not.
 */
export function provenanceOf(
  { typed, chosen }: Pick<ParsedOptions, 'typed' | 'chosen'>,
  { preset = {}, settings }: { preset?: RawOptions | undefined; settings: RawOptions },
): Provenance {
  const name = typed.preset;
  const from = (options: RawOptions, source: Source) =>
    Object.keys(options)
      .filter((option) => Object.hasOwn(runOptions, option) && Object.hasOwn(chosen, option))
      .map((option) => [option, source] as const);
  return {
    preset: name === undefined ? null : String(name),
    options: Object.fromEntries([
      ...from(settings, 'settings'),
      ...from(preset, 'preset'),
      ...from(typed, 'typed'),
    ]),
  };
}

/**
 * Of a run that was begun from another one: what somebody typed there is as deliberate here, where it is still so. Null
 * where it is not known of that run, which an earlier version queued.
 * @param spec the new run's
 * @param defaulted options that are the default again
 */
export function provenanceOver(
  base: Pick<Run, 'provenance' | 'spec'>,
  { typed, spec, defaulted }: { typed: Provenance; spec: RunSpec; defaulted: readonly string[] },
): Provenance | null {
  if (!base.provenance) return null;
  const { preset, options } = base.provenance;
  const before: Record<string, unknown> = base.spec;
  const now: Record<string, unknown> = spec;
  const kept = Object.entries(options).filter(([name]) => before[name] === now[name]);
  const all = [...kept, ...Object.entries(typed.options)].filter(([name]) => !defaulted.includes(name));
  return { preset, options: Object.fromEntries(all) };
}

/** Of a sweep's run: the searched values are the sweep's, the rest was typed with it. */
export const provenanceInSweep = (
  { preset, options }: Provenance,
  searched: readonly string[],
): Provenance => ({
  preset,
  options: { ...options, ...Object.fromEntries(searched.map((name) => [name, 'sweep' as const])) },
});
