import { textsIn } from '../texts/texts.js';
import { checkOption, checkOptions, refuseUnknown } from '../runs/check-option.js';
import type { Disk } from '../disk/disk.js';
import { diskOptions } from '../disk/disk-options.js';
import { planned } from '../disk/disk-report.js';
import { UserError } from '../user-error.js';
import { sayFreed } from '../disk/say-freed.js';
import { diskText } from './disk-text.js';
import type { Answer, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/**
 * `lab disk [free:true]`: what takes space, or what the rule gives up removed. `lab disk keep 12 [undo:true]`.
 * @throws UserError what to type instead
 */
export async function diskVerb(words: Words, { disk, runs }: TerminalLab): Promise<Answer> {
  const [what = 'show', ...rest] = words.plain;
  if (what === 'keep') {
    refuseUnknown(Object.keys(words.options), ['run', 'undo']);
    const { undo = false } = checkOptions(diskOptions, words.options);
    const run = runs.require(String(words.options.run ?? rest[0] ?? ''));
    const text = textsIn('en').say(await disk.pin(run, undo !== true));
    return { json: { run: run.id, pinned: undo !== true }, text };
  }
  refuseUnknown(Object.keys(words.options), ['free']);
  if (!['show', 'free'].includes(what) || rest.length > 0)
    throw new UserError(
      'disk.what',
      `Type \`disk\`, \`disk free:true\` or \`disk keep 12\`, not \`disk ${words.plain.join(' ').slice(0, 60)}\`.`,
    );
  const now = checkOption('free', diskOptions.free, words.options.free ?? what === 'free') === true;
  return now ? free(disk) : show(disk);
}

async function show(disk: Disk): Promise<Answer> {
  const report = await disk.report();
  const { plan, space, ...rest } = report;
  return {
    json: {
      ...space,
      ...rest,
      rule: disk.rule,
      would_free: { bytes: planned(plan), runs: plan.free.map(({ run }) => run.id) },
      kept: plan.kept.map(({ run, ...kept }) => ({ run: run.id, ...kept })),
    },
    text: diskText(report, disk.rule),
  };
}

async function free(disk: Disk): Promise<Answer> {
  const freed = await disk.free();
  const space = await disk.space();
  const ids = (some: typeof freed.runs) => some.map(({ id }) => id);
  return {
    json: {
      freed: { bytes: freed.bytes, runs: ids(freed.runs) },
      failed: ids(freed.failed),
      free: space.free,
    },
    text: sayFreed(freed, space),
  };
}
