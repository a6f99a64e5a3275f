import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { audit } from './ko/audit.js';
import { buttons } from './ko/buttons.js';
import { card } from './ko/card.js';
import { charts } from './ko/charts.js';
import { compareErrors } from './ko/compare-errors.js';
import { comparison } from './ko/comparison.js';
import { contradictions } from './ko/contradictions.js';
import { data } from './ko/data.js';
import { digest } from './ko/digest.js';
import { disk } from './ko/disk.js';
import { doctor } from './ko/doctor.js';
import { ensembleErrors } from './ko/ensemble-errors.js';
import { ensembles } from './ko/ensembles.js';
import { explain } from './ko/explain.js';
import { fileErrors } from './ko/file-errors.js';
import { help } from './ko/help.js';
import { host } from './ko/host.js';
import { hubErrors } from './ko/hub-errors.js';
import { importance } from './ko/importance.js';
import { imports } from './ko/imports.js';
import { list } from './ko/list.js';
import { log } from './ko/log.js';
import { messages } from './ko/messages.js';
import { notes } from './ko/notes.js';
import { optionErrors } from './ko/option-errors.js';
import { optionHelp } from './ko/option-help.js';
import { parts } from './ko/parts.js';
import { permissions } from './ko/permissions.js';
import { pictures } from './ko/pictures.js';
import { predict } from './ko/predict.js';
import { questions } from './ko/questions.js';
import { queue } from './ko/queue.js';
import { ranking } from './ko/ranking.js';
import { result } from './ko/result.js';
import { rights } from './ko/rights.js';
import { runErrors } from './ko/run-errors.js';
import { schedule } from './ko/schedule.js';
import { score } from './ko/score.js';
import { settings } from './ko/settings.js';
import { sheet } from './ko/sheet.js';
import { sheetCommand } from './ko/sheet-command.js';
import { sheetTabs } from './ko/sheet-tabs.js';
import { stored } from './ko/stored.js';
import { suggest } from './ko/suggest.js';
import { sweep } from './ko/sweep.js';
import { sweepErrors } from './ko/sweep-errors.js';
import { verdict } from './ko/verdict.js';
import { words } from './ko/words.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = {
  audit,
  buttons,
  card,
  charts,
  compareErrors,
  comparison,
  contradictions,
  data,
  digest,
  disk,
  doctor,
  ensembleErrors,
  ensembles,
  explain,
  fileErrors,
  help,
  host,
  hubErrors,
  importance,
  imports,
  list,
  log,
  messages,
  notes,
  optionErrors,
  optionHelp,
  parts,
  permissions,
  pictures,
  predict,
  questions,
  queue,
  ranking,
  result,
  rights,
  runErrors,
  schedule,
  score,
  settings,
  sheet,
  sheetCommand,
  sheetTabs,
  stored,
  suggest,
  sweep,
  sweepErrors,
  verdict,
  words,
} as const satisfies CatalogueLike<typeof en>;
