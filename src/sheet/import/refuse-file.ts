import { say, type TextArguments, type TextKey } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';

type Reason = Extract<TextKey, `imports.file.${string}`> extends `imports.file.${infer Name}` ? Name : never;

/** A file that is no table, or one that is too large. @throws UserError `import.file` */
export function refuseFile<Name extends Reason>(
  reason: Name,
  ...values: TextArguments<`imports.file.${Name}`>
): never {
  throw new UserError('import.file', say(`imports.file.${reason}`, ...values));
}
