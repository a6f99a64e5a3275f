/** What `/predict` answers, and why it cannot. */
export const predict = {
  nothing: 'No emotion above 0.5',
  about: 'about **{{target}}**',
  notAbout: 'This run reads no target; **{{target}}** was left out.',
  legend: '✔ at 0.5 · ≥ the threshold tuned on dev',
  source: 'run {{run}} · dev micro-F1 {{score}}',
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
