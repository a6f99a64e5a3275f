/** What `/predict` answers, and why it cannot. */
export const predict = {
  nothing: 'No emotion above 0.5',
  about: 'about **{{target}}**',
  notAbout: 'This run reads no target; **{{target}}** was left out.',
  noneAbout: 'No member reads the target; **{{target}}** was left out.',
  legend: '✔ at 0.5 · ≥ the threshold tuned on dev',
  ensembleLegend: '✔ the ensemble says yes: its own threshold, tuned or not, is shown as 0.5',
  source: 'run {{run}} · dev micro-F1 {{score}}',
  ensembleSource: 'submission {{submission}} · dev micro-F1 {{score}}',
  both: 'A run or a submission answers, not both: type `run:12`, `submission:4`, or neither for the best run.',
  members:
    'Submission {{submission}} cannot answer texts: the weights of these members are not on the disk any more: {{members}} (a date is the day on which they were freed). Train them again and make the ensemble anew with `/ensemble`, or ask a run: `run:12`.',
  memory:
    'Its {{checkpoints}} checkpoints have to be loaded together, which takes {{needed}} of memory; {{free}} are free. Try again when less is running, or ask a single run: `run:12`.',
  busy: 'Your last text is still being read. Wait for its answer, then ask again.',
  many: 'Too many texts are waiting. Try again in a minute.',
  slow: 'The answer took too long. Try again when less is running.',
  died: "The process that predicts ended without an answer ({{how}}); most often memory is short. Try again when less is running, or name a smaller model's run: `run:12`.",
  none: 'There is no finished run with its weights to predict with. Train one first: `/train`.',
  unfinished: 'Run {{run}} has no result (it is {{state}}). Leave `run` out for the best one.',
  gone: 'The weights of run {{run}} are not on the disk any more. Leave `run` out for the best one, or train it again with `/train from:{{run}} again:true`.',
  freed:
    "Run {{run}}'s weights were freed on {{day}} to make room. Leave `run` out for the best one, or train it again with `/train from:{{run}} again:true`.",
  someParts:
    'Run {{run}} has the weights of {{there}} of its {{wanted}} parts, so it cannot predict as a whole. Leave `run` out for the best one, or train it again with `/train from:{{run}} again:true`.',
} as const;
