/** Searches, comparisons, ensembles. */
export const methods = {
  grid: {
    name: 'grid search',
    text: 'Every combination of the values given. Thorough and dear: three values of four options are 81 runs.',
  },
  random_search: {
    name: 'random search',
    text: 'Settings drawn at random from the space. With few runs it beats a grid, since each option gets a new value every time and mostly one or two matter.',
  },
  tpe: {
    name: 'tree-structured Parzen estimator',
    text: 'A search that learns: it models where the good runs so far lie and where the others do, and tries next what is likely under the first and unlikely under the second. Needs some ten runs before it is better than chance.',
  },
  pruning: {
    name: 'pruning',
    text: 'Weak runs of a sweep are stopped early, so that their time goes to others. Runs that begin slowly and end well may fall victim to it.',
  },
  median_pruner: {
    name: 'median stopping',
    text: 'A run is stopped where its best score so far is below the median of the means of the finished runs up to the same epoch.',
  },
  halving: {
    name: 'successive halving',
    text: 'At epochs 1, 3, 9, … only the best third goes on: much is tried, and the time goes to what does well.',
  },
  importance: {
    name: 'importance of options',
    text: 'A forest of decision trees learns to predict the score from the settings of finished runs; an option is important if predictions get worse when its values are shuffled. It says what mattered among the runs made, not what would have mattered.',
  },
  bootstrap: {
    name: 'bootstrap interval',
    text: 'The dev texts are drawn anew with replacement thousands of times, and the difference of two runs is computed each time on the same texts. Where 95 % of the differences lie on one side of zero, the texts at hand tell the runs apart. It says nothing about other seeds.',
  },
  ensemble: {
    name: 'ensemble',
    text: 'Several runs answer together. It helps where they make different mistakes: other models, seeds, losses.',
  },
  soft_vote: {
    name: 'soft vote',
    text: 'The mean of the members’ probabilities, cut at the threshold: a certain member counts more than a hesitant one.',
  },
  hard_vote: {
    name: 'hard vote',
    text: 'Each member answers yes or no for each label, and the majority wins. Robust where members’ probabilities do not compare, for example with other losses.',
  },
  greedy: {
    name: 'greedy selection',
    text: 'An ensemble is built member by member: each time the run is added, perhaps once more, that raises the dev score most. Few members, but they are fitted to dev.',
  },
  stacking: {
    name: 'stacking',
    text: 'A small model learns from the members’ scores how much to trust whom, for each label. It has to learn from out-of-fold scores, or it trusts whoever has learnt the answers by heart.',
  },
  out_of_fold: {
    name: 'out-of-fold scores',
    text: 'Scores of training texts by the models of a cross-validation that did not learn from them: as many honest scores as there are training texts.',
  },
} as const;
