import type { ButtonInteraction } from 'discord.js';
import { InTurn } from '../runs/in-turn.js';
import { isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { specDigest } from '../runs/spec-digest.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { answer } from './answer.js';
import { authorOf } from './author-of.js';
import type { Lab } from './command.js';

/** Of the same card: a thumb presses twice before the first press is answered. */
const presses = new InTurn();

/**
 * The same once more; its card is the only message that the channel gets.
 * @throws UserError `button.rerunning` while an earlier press's run waits or trains
 */
export async function rerun(
  interaction: ButtonInteraction,
  id: string,
  { runs, queue, texts: { t } }: Lab,
): Promise<void> {
  const { intent, question } = runs.require(id);
  const run = await presses.take(id, () => {
    refuseSecond(id, runs);
    return runs.submit(
      { from: id, again: true, ...(intent && { intent }), ...(question !== null && { question }) },
      authorOf(interaction),
    );
  });
  queue.wake();
  await answer(interaction, { content: t('buttons.queued', { run: run.id }) });
}

function refuseSecond(id: string, runs: Runs): void {
  const digest = ({ spec, data }: Run) => specDigest(spec, data.hash);
  const wanted = digest(runs.require(id));
  const open = runs.store.list().find((run) => run.from === id && isOpen(run) && digest(run) === wanted);
  if (open) throw new UserError('button.rerunning', say('buttons.rerunning', { run: open.id, of: id }));
}
