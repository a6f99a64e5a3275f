import { checkOption, refuseUnknown } from '../runs/check-option.js';
import { isOpen, type Run } from '../runs/run.js';
import { trainOptionNames } from '../runs/parse-options.js';
import type { Runs } from '../runs/runs.js';
import type { Sweep } from '../runs/sweep/sweep.js';
import { endOptions, sweepOptions } from '../runs/sweep/sweep-options.js';
import { isPruned, summarize, valuesText } from '../runs/sweep/sweep-summary.js';
import type { Sweeps } from '../runs/sweep/sweeps.js';
import { textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answer, Caller } from './verb.js';
import { sweepText } from './sweep-text.js';
import type { Words } from './words.js';

const EXAMPLE = 'sweep "lr=1e-5..5e-5 log; loss=bce,asl" strategy:tpe budget:20';
const VERBS = ['start', 'follow', 'status', 'stop', 'resume'];

type Lab = { runs: Runs; sweeps: Sweeps };

/** Whether these words start training: then whoever answers them keeps the queue going. */
export const sweepTrains = ([verb, what = '']: readonly string[]): boolean =>
  verb === 'sweep' && what !== 'status' && what !== 'stop';

/**
 * `lab sweep "lr=…" strategy:tpe budget:20`: waits until it has ended. `sweep follow | status | stop |
 * resume [sweep:3]`; `resume` waits, too.
 * @throws UserError what to type instead
 */
export async function sweepVerb(words: Words, lab: Lab, caller: Caller): Promise<Answer> {
  const [first = ''] = words.plain;
  const what = VERBS.includes(first) ? first : 'start';
  const plain = what === first ? words.plain.slice(1) : words.plain;
  if (what === 'start') return start(words, plain, lab, caller);
  refuseUnknown(Object.keys(words.options), what === 'stop' ? ['sweep', 'now'] : ['sweep']);
  const sweep = lab.sweeps.require(String(words.options.sweep ?? plain[0] ?? ''));
  if (what === 'status') return answerOf(sweep.id, lab);
  if (what === 'resume') caller.progress(textsIn('en').say(await lab.sweeps.resume(sweep, caller.author)));
  if (what === 'follow' || what === 'resume') return follow(sweep.id, lab, caller);
  const now = checkOption('now', endOptions.now, words.options.now ?? false) === true;
  const text = textsIn('en').say(await lab.sweeps.end(sweep, caller.author, { now }));
  return { ...answerOf(sweep.id, lab), text };
}

async function start(words: Words, plain: readonly string[], lab: Lab, caller: Caller): Promise<Answer> {
  refuseUnknown(Object.keys(words.options), [...Object.keys(sweepOptions), ...trainOptionNames]);
  const { space = plain.join(' '), ...others } = words.options;
  if (plain.length > 0 && words.options.space !== undefined)
    throw new UserError(
      'terminal.word',
      `“${plain.join(' ').slice(0, 60)}” is no option, and the space is given already. Type for example \`${EXAMPLE}\`.`,
    );
  if (space === '')
    throw new UserError('sweep.space', `Say which settings are tried, in quotes: \`${EXAMPLE}\`.`);
  const sweep = await lab.sweeps.submit({ space, ...others }, caller.author, { anywhere: true });
  caller.progress(
    `Sweep ${sweep.id} has begun: ${sweep.strategy}, at most ${sweep.budget} ${sweep.budget === 1 ? 'run' : 'runs'}.`,
  );
  return follow(sweep.id, lab, caller);
}

/** Resolves when the sweep and its runs have ended. */
async function follow(id: string, lab: Lab, { progress }: Caller): Promise<Answer> {
  const { runs, sweeps } = lab;
  const told = new Set(
    sweeps
      .members(id)
      .filter((run) => !isOpen(run))
      .map((run) => run.id),
  );
  const tell = (run: Run): void => {
    if (run.sweep?.id !== id || isOpen(run) || told.has(run.id)) return;
    told.add(run.id);
    progress(`Sweep ${id}: ${endOf(run, lab)}`);
  };
  await new Promise<void>((resolve) => {
    const stop = [
      runs.store.onChange(tell),
      sweeps.onChange((sweep) => {
        if (sweep.id === id) look(sweep);
      }),
    ];
    const look = ({ finished_at }: Sweep): void => {
      if (finished_at === null) return;
      for (const end of stop) end();
      resolve();
    };
    look(sweeps.require(id));
  });
  const sweep = sweeps.require(id);
  if (sweep.state === 'halted')
    throw new UserError('sweep.halted', `Sweep ${id} has stopped: ${sweep.reason ?? ''}`.trim());
  return answerOf(id, lab);
}

function endOf(run: Run, { sweeps }: Lab): string {
  const sweep = sweeps.require(run.sweep?.id);
  const { best } = summarize(sweep, sweeps.members(sweep.id), 1);
  const place = `${(run.sweep?.trial ?? 0) + 1}/${sweep.budget} run ${run.id}`;
  const bestText = best ? ` (best ${best.result.dev.micro_f1.toFixed(4)}, run ${best.id})` : '';
  if (run.state === 'done')
    return `${place} ${run.result?.dev.micro_f1.toFixed(4) ?? ''} ${valuesText(run)}${bestText}`;
  if (isPruned(run))
    return `${place} ${run.sweep?.pruned?.message ?? 'pruned'}, ${valuesText(run)}${bestText}`;
  return `${place} ${run.state}: ${run.failure?.message ?? 'no reason is known.'} ${valuesText(run)}`;
}

function answerOf(id: string, { sweeps }: Lab): Answer {
  const sweep = sweeps.require(id);
  const members = sweeps.members(id);
  const summary = summarize(sweep, members, sweeps.slots);
  const { best } = summary;
  return {
    json: {
      sweep: id,
      state: sweep.state,
      ...(sweep.reason === null ? {} : { reason: sweep.reason }),
      best: best ? { run: best.id, micro_f1: best.result.dev.micro_f1, values: best.sweep?.values } : null,
      runs: members.map((run) => ({
        run: run.id,
        state: isPruned(run) ? 'pruned' : run.state,
        micro_f1: run.result?.dev.micro_f1 ?? null,
        values: run.sweep?.values,
      })),
    },
    text: sweepText(sweep, summary),
  };
}
