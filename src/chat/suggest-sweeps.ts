import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { Sweep } from '../runs/sweep/sweep.js';

type Choice = APIApplicationCommandOptionChoice<string>;

/** Ways to write a parameter, each for an option that people vary. */
const EXAMPLES = [
  ['lr=1e-5..5e-5 log', 'a range, evenly in the logarithm'],
  ['lr=1e-5..5e-5 log points 5', 'five of them, for a grid'],
  ['loss=bce,asl,apl', 'a list'],
  ['gamma_neg=0..8 step 2', 'with a step; only in runs whose loss has it'],
  ['epochs=5,10', 'a list of numbers'],
  ['dropout=0..0.3', 'a range'],
  ['seed=1..5', 'whole numbers'],
] as const;

/** What was typed up to the last `;`, and a parameter that begins with the rest. */
export function suggestSpaces(typed: string): Choice[] {
  const at = typed.lastIndexOf(';') + 1;
  const before = typed.slice(0, at).trim();
  const last = typed.slice(at).trim();
  const examples = EXAMPLES.filter(([line]) => line.startsWith(last)).map(([line, about]) => ({
    name: `${before} ${line} — ${about}`.trim(),
    value: `${before} ${line}`.trim(),
  }));
  return [...(last === '' ? [] : [{ name: typed, value: typed }]), ...examples].filter(
    ({ value }) => value.length <= 100,
  );
}

/** Sweeps by number or words of their intent or space; the newest first. */
export function suggestSweeps(typed: string, sweeps: readonly Sweep[]): Choice[] {
  const wanted = typed.trim().toLowerCase().replace(/^#/, '');
  return [...sweeps]
    .reverse()
    .map((sweep) => ({
      name: `${sweep.id} · ${sweep.state} · ${sweep.intent.replaceAll('\n', ' ') || sweep.typed}`,
      value: sweep.id,
    }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
}
