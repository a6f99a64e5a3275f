import type { CatalogueLike } from './catalogue.js';
import type { en } from './en.js';
import { buttons } from './ko/buttons.js';
import { card } from './ko/card.js';
import { charts } from './ko/charts.js';
import { compareErrors } from './ko/compare-errors.js';
import { comparison } from './ko/comparison.js';
import { data } from './ko/data.js';
import { ensemble } from './ko/ensemble.js';
import { ensembleErrors } from './ko/ensemble-errors.js';
import { fileErrors } from './ko/file-errors.js';
import { help } from './ko/help.js';
import { importance } from './ko/importance.js';
import { list } from './ko/list.js';
import { log } from './ko/log.js';
import { messages } from './ko/messages.js';
import { notes } from './ko/notes.js';
import { optionErrors } from './ko/option-errors.js';
import { questions } from './ko/questions.js';
import { queue } from './ko/queue.js';
import { ranking } from './ko/ranking.js';
import { result } from './ko/result.js';
import { runErrors } from './ko/run-errors.js';
import { score } from './ko/score.js';
import { suggest } from './ko/suggest.js';
import { sweep } from './ko/sweep.js';
import { sweepErrors } from './ko/sweep-errors.js';
import { verdict } from './ko/verdict.js';
import { words } from './ko/words.js';

/** The same in Korean, in the polite style of notices (…습니다, …하세요). */
export const ko = {
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
} as const satisfies CatalogueLike<typeof en>;
