import { buttons } from './en/buttons.js';
import { card } from './en/card.js';
import { charts } from './en/charts.js';
import { compareErrors } from './en/compare-errors.js';
import { comparison } from './en/comparison.js';
import { data } from './en/data.js';
import { ensemble } from './en/ensemble.js';
import { ensembleErrors } from './en/ensemble-errors.js';
import { fileErrors } from './en/file-errors.js';
import { help } from './en/help.js';
import { importance } from './en/importance.js';
import { list } from './en/list.js';
import { log } from './en/log.js';
import { messages } from './en/messages.js';
import { notes } from './en/notes.js';
import { optionErrors } from './en/option-errors.js';
import { questions } from './en/questions.js';
import { queue } from './en/queue.js';
import { ranking } from './en/ranking.js';
import { result } from './en/result.js';
import { runErrors } from './en/run-errors.js';
import { score } from './en/score.js';
import { suggest } from './en/suggest.js';
import { sweep } from './en/sweep.js';
import { sweepErrors } from './en/sweep-errors.js';
import { verdict } from './en/verdict.js';
import { words } from './en/words.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = {
  buttons,
  card,
  charts,
  compareErrors,
  comparison,
  data,
  ensemble,
  ensembleErrors,
  fileErrors,
  help,
  importance,
  list,
  log,
  messages,
  notes,
  optionErrors,
  questions,
  queue,
  ranking,
  result,
  runErrors,
  score,
  suggest,
  sweep,
  sweepErrors,
  verdict,
  words,
} as const;
