import { isOpen, type Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { CONTENT, cut } from '../limits.js';
import { withWhole } from '../whole-text.js';
import { STATE_ICON } from './format.js';

const LONGEST_LINE = 300;

/** The last lines of a run's log in a code block, as many as a message holds. */
export function logMessage(run: Run, lines: readonly string[], { t }: Texts): { content: string } {
  const head = `${STATE_ICON[run.state]} ${t(isOpen(run) ? 'log.of' : 'log.end', { run: run.id })}`;
  if (lines.length === 0) return { content: `${head}\n${t('log.empty')}` };
  // For the code block, and the line that names the file (answer.ts).
  const room = CONTENT - head.length - 110;
  let used = 0;
  const shown = lines
    // Three backticks would end the block.
    .map((line) => cut(line.replaceAll('```', "'''"), LONGEST_LINE))
    .reverse()
    .filter((line) => (used += line.length + 1) <= room)
    .reverse();
  const view = { content: `${head}\n\`\`\`\n${shown.join('\n')}\n\`\`\`` };
  return used > room ? withWhole(view, lines.join('\n')) : view;
}
