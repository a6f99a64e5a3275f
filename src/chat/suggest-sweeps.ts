import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { Sweep } from '../runs/sweep/sweep.js';
import type { Texts } from '../texts/texts.js';

type Choice = APIApplicationCommandOptionChoice<string>;

/** Ways to write a parameter, each for an option that people vary. */
const EXAMPLES = [
  ['lr=1e-5..5e-5 log', 'range'],
  ['lr=1e-5..5e-5 log points 5', 'points'],
  ['loss=bce,asl,apl', 'list'],
  ['gamma_neg=0..8 step 2', 'step'],
  ['epochs=5,10', 'numbers'],
  ['dropout=0..0.3', 'plain'],
  ['seed=1..5', 'whole'],
] as const;

/** What was typed up to the last `;`, and a parameter that begins with the rest. */
export function suggestSpaces(typed: string, { t }: Texts): Choice[] {
  const at = typed.lastIndexOf(';') + 1;
  const before = typed.slice(0, at).trim();
  const last = typed.slice(at).trim();
  const examples = EXAMPLES.filter(([line]) => line.startsWith(last)).map(([line, about]) => ({
    name: `${before} ${line} — ${t(`suggest.space.${about}`)}`.trim(),
    value: `${before} ${line}`.trim(),
  }));
  return [...(last === '' ? [] : [{ name: typed, value: typed }]), ...examples].filter(
    ({ value }) => value.length <= 100,
  );
}

/** Sweeps by number or words of their intent or space; the newest first. */
export function suggestSweeps(typed: string, sweeps: readonly Sweep[], { t }: Texts): Choice[] {
  const wanted = typed.trim().toLowerCase().replace(/^#/, '');
  return [...sweeps]
    .reverse()
    .map((sweep) => ({
      name: `${sweep.id} · ${t(`words.state.${sweep.state}`)} · ${sweep.intent.replaceAll('\n', ' ') || sweep.typed}`,
      value: sweep.id,
    }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
}
