import { card } from './en/card.js';
import { charts } from './en/charts.js';
import { comparison } from './en/comparison.js';
import { data } from './en/data.js';
import { ensemble } from './en/ensemble.js';
import { help } from './en/help.js';
import { importance } from './en/importance.js';
import { messages } from './en/messages.js';
import { queue } from './en/queue.js';
import { ranking } from './en/ranking.js';
import { result } from './en/result.js';
import { score } from './en/score.js';
import { suggest } from './en/suggest.js';
import { sweep } from './en/sweep.js';
import { words } from './en/words.js';

/** All that people read in Discord, in English: one section a file of `en/`. */
export const en = {
  card,
  charts,
  comparison,
  data,
  ensemble,
  help,
  importance,
  messages,
  queue,
  ranking,
  result,
  score,
  suggest,
  sweep,
  words,
} as const;
