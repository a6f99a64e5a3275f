export const predict = {
  nothing: 'No emotion above 0.5',
  about: 'about **{{target}}**',
  notAbout: 'This run reads no target; **{{target}}** was left out.',
  legend: '✔ at 0.5 · ≥ the threshold tuned on dev',
  source: 'run {{run}} · dev micro-F1 {{score}}',
} as const;
