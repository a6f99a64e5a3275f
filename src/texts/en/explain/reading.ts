/** What a model reads, and how a run is begun. */
export const reading = {
  target: {
    name: 'target word',
    text: 'What the model is told of the word that the emotions are about: pair gives it as a second text, as the published baseline does; mark puts markers around it in the text; none leaves it out.',
  },
  clean: {
    name: 'cleaning',
    text: 'The clean function of KcBERT: web addresses go, so do characters beyond its set, a letter that is repeated is cut to two, and white space is collapsed. Good for models that were trained on texts cleaned like that (KcBERT, KcELECTRA).',
  },
  others: {
    name: 'place holder of names',
    text: 'The data has &others& where a user’s name was. drop takes it out; keep leaves it as a word that models have never seen before.',
  },
  emoji: {
    name: 'emoji',
    text: 'Whether emoji stay in the text. They say much about emotions, if the model’s vocabulary has them; /data and the tokenizer show that.',
  },
  symbols: {
    name: 'symbols',
    text: 'drop replaces runs of characters beyond ASCII, Hangul and ％·∼ by a space, emoji too; part of clean.',
  },
  repeat: {
    name: 'repeated letters',
    text: 'Four or more of the same letter (ㅋㅋㅋㅋㅋ) become this many, so that the vocabulary knows them; 0 leaves them. The length itself may say something about joy.',
  },
  from: {
    name: 'begin with another run',
    text: 'Takes the whole spec of a run, whose settings you change one by one: the cleanest way to find out what one of them does.',
  },
  when: {
    name: 'when it may start',
    text: '`now`: as soon as there is room. `night`: only in the night window that `/schedule` sets, so that long runs leave the day to others; once begun it goes on by day.',
  },
  again: {
    name: 'train it once more',
    text: 'Queues a run although the same settings were trained already. On one machine the numbers should be equal: that shows whether it can be reproduced.',
  },
  question: {
    name: 'shared question',
    text: 'A question that several runs answer together. `/results question` shows them side by side: the scores, the settings in which they differ, and the verdicts. The intent says why this one run was made.',
  },
  intent: {
    name: 'intent',
    text: 'Why you start the run, as a question. When it ends the result quotes it, so that the team learns from each run and not only from the best.',
  },
  preset: {
    name: 'preset',
    text: 'A set of options with a name, such as that of the published baseline; what you type goes over it.',
  },
} as const;
