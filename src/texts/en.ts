import { audit } from './en/audit.js';
import { buttons } from './en/buttons.js';
import { card } from './en/card.js';
import { charts } from './en/charts.js';
import { compareErrors } from './en/compare-errors.js';
import { comparison } from './en/comparison.js';
import { contradictions } from './en/contradictions.js';
import { data } from './en/data.js';
import { digest } from './en/digest.js';
import { disk } from './en/disk.js';
import { doctor } from './en/doctor.js';
import { ensembleErrors } from './en/ensemble-errors.js';
import { ensembles } from './en/ensembles.js';
import { explain } from './en/explain.js';
import { fileErrors } from './en/file-errors.js';
import { help } from './en/help.js';
import { host } from './en/host.js';
import { hubErrors } from './en/hub-errors.js';
import { importance } from './en/importance.js';
import { imports } from './en/imports.js';
import { list } from './en/list.js';
import { log } from './en/log.js';
import { messages } from './en/messages.js';
import { notes } from './en/notes.js';
import { optionErrors } from './en/option-errors.js';
import { optionHelp } from './en/option-help.js';
import { parts } from './en/parts.js';
import { permissions } from './en/permissions.js';
import { pictures } from './en/pictures.js';
import { predict } from './en/predict.js';
import { questions } from './en/questions.js';
import { queue } from './en/queue.js';
import { ranking } from './en/ranking.js';
import { result } from './en/result.js';
import { rights } from './en/rights.js';
import { runErrors } from './en/run-errors.js';
import { schedule } from './en/schedule.js';
import { score } from './en/score.js';
import { settings } from './en/settings.js';
import { sheet } from './en/sheet.js';
import { sheetCommand } from './en/sheet-command.js';
import { sheetTabs } from './en/sheet-tabs.js';
import { stored } from './en/stored.js';
import { suggest } from './en/suggest.js';
import { sweep } from './en/sweep.js';
import { sweepErrors } from './en/sweep-errors.js';
import { verdict } from './en/verdict.js';
import { words } from './en/words.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = {
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
} as const;
