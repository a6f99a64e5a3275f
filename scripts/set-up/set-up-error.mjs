/** Something that a person can put right: its message says what happened and what to do next, and is shown alone. */
export class SetUpError extends Error {
  name = 'SetUpError';
}
