/**
 * What is wrong with the files of a tokenizer and what to do about it, in whole sentences. `Tokenizer.load` adds the
 * folder and makes it a UserError.
 */
export class TokenizerProblem extends Error {}
