import { UserError } from '../user-error.js';
import { type TextArguments, type TextKey, type Texts, textsIn } from './texts.js';

/**
 * A person's mistake whose sentence stands in the catalogues: `message` is English, for terminal and log; `say` has it in
 * the language of whoever reads it.
 */
export class SaidError<Key extends TextKey = TextKey> extends UserError {
  readonly say: (texts: Texts) => string;

  constructor(identifier: string, key: Key, ...values: TextArguments<Key>) {
    const say = ({ t }: Texts) => t(key, ...values);
    super(identifier, say(textsIn('en')), { context: { ...values[0] } });
    this.say = say;
  }
}
