import { refuseUnknown } from '../runs/check-option.js';
import { refuseImported } from '../runs/imported.js';
import { runLog } from '../runs/run-log.js';
import type { Answer, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/** `log 12`: the end of a run's log, and where all of it is. */
export async function log({ options, plain }: Words, { runs }: TerminalLab): Promise<Answer> {
  refuseUnknown(Object.keys(options), ['run']);
  const run = runs.require(String(options.run ?? plain[0] ?? ''));
  refuseImported(run);
  const { id, state } = run;
  const folder = runs.folder(id);
  const lines = await runLog(folder);
  return {
    json: { run: id, state, log: folder.log, lines },
    text: `${lines.length === 0 ? 'Nothing was written to it yet.' : lines.join('\n')}\n\n${folder.log}`,
  };
}
