import type { Settings } from '../config/settings.js';
import { allowedValues } from '../runs/explain-option.js';
import { runOptions, startOptions } from '../runs/options.js';
import type { Answer } from './verb.js';

/** What `npm run lab` alone prints: the verbs, and the options of `train` from their definitions. */
export function terminalHelp({ models, presets }: Pick<Settings, 'models' | 'presets'>): Answer {
  const options = Object.entries(runOptions).map(
    ([name, def]) => `  ${name.padEnd(15)} ${def.description} (${allowedValues(def)})`,
  );
  const text = [
    'npm run lab -- VERB key:value … [--json]',
    '',
    '  train loss:asl lr:3e-5 epochs:30 intent:"does ASL help rare emotions?"',
    '  train from:12 lr:2e-5     the whole spec of run 12, but for what is typed',
    '  rerun 12                  trains run 12 once more, and says whether the numbers are the same',
    '  sweep "lr=1e-5..5e-5 log; loss=bce,asl; epochs=30,50" [strategy:grid|random|tpe] [budget:20]',
    '        [pruner:none|median|halving] [model:ngram …]     sweep status     sweep follow     sweep stop [now:true]',
    '        sweep resume [sweep:3]     goes on with a sweep that halted or was stopped',
    '  results best [top:10] [by:dev|public]     results list [top:10]     results show 3',
    '  results compare 12 15     results compare loss:bce,asl',
    '             [csv:flips.csv]  the dev examples that flipped, as a table',
    '             is the difference more than chance? Two runs, or all pairs that differ in one option alone',
    '  results importance        which options mattered among the finished runs',
    '  results question          the questions that runs share     results question "asl"   the runs of one, side by side',
    '  score run:12 0.874        score submission:4 88.2%        what the leaderboard said; none takes it back',
    '  ensemble top:5 [method:soft|hard]',
    '  note 12 "…"               intent 12 "…"     verdict 12 confirmed|refuted|unclear ["why"]',
    '  intent 12 question:"…"    puts it beside others that answer the same; question:none takes it out',
    '  log 12                    the end of its log',
    '  queue                     queue move 12 1     queue pause     queue resume',
    '  cancel 3                  cancel 3 5 8     cancel all:mine',
    '  disk                      what takes space, and what the rule of configs/labmate.yaml would free',
    '  disk free:true            frees it now     disk keep 12 [undo:true]     pins the checkpoint of run 12',
    '  data [kote8]              what is in a data set: labels, pairs of them, lengths, repeats, overlap',
    '  predict run:12 input:test.jsonl output:scores.jsonl [scores:logits|probabilities]',
    '  predict model:FOLDER-OR-HUB-ID input:… output:… [maxlen:128] [target:pair] [clean:true] …',
    '             the scores of every line of a file, with a run or any classifier of the task',
    '  help lr                   one option: what it may be, its defaults by size of model, where it comes from',
    '  doctor',
    '  bench engine [configs:12x256-32x64,predict] [steps:9]',
    '             the training step against PyTorch, where BENCH_PYTHON names a Python with torch and transformers',
    '',
    'Options of train:',
    ...options,
    '  intent          Why this run: the question that it should answer',
    `  preset          ${Object.keys(presets).join(', ')}`,
    '  set             several of them in one, name=value with spaces between',
    ...Object.entries(startOptions).map(([name, def]) => `  ${name.padEnd(15)} ${def.description}`),
    '',
    `Models: ${Object.keys(models).join(', ')}; a hub id owner/name; a folder`,
  ].join('\n');
  return {
    json: {
      verbs: [
        'train',
        'rerun',
        'sweep',
        'results',
        'score',
        'ensemble',
        'queue',
        'cancel',
        'log',
        'note',
        'intent',
        'verdict',
        'disk',
        'data',
        'predict',
        'doctor',
        'bench',
      ],
    },
    text,
  };
}
