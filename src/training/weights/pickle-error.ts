import { UserError } from '../../user-error.js';
import { brokenFile, quoted } from './broken-file.js';

/** A pickle that cannot be read; who knows the file makes a UserError of it. */
export class PickleError extends Error {
  override readonly name = 'PickleError';

  /** @param cure where the file is not damaged but of a kind that is not read */
  constructor(
    message: string,
    readonly cure?: string,
  ) {
    super(message);
  }
}

/** A pickle that asks for more than tensors. */
export class RefusedPickleError extends Error {
  override readonly name = 'RefusedPickleError';

  /** @param asked what the file asks for, such as `os.system` */
  constructor(readonly asked: string) {
    super(asked);
  }
}

/** The error of a file whose pickle was not read; other errors are bugs and stay what they are. */
export function explainPickle(file: string, error: unknown): unknown {
  if (error instanceof PickleError)
    return brokenFile(file, error.cure ? error.message : `is damaged: ${error.message}`, error.cure);
  if (!(error instanceof RefusedPickleError)) return error;
  const asked = quoted(error.asked).slice(1, -1);
  return new UserError(
    'checkpoint.pickle',
    `${file} does not only hold weights: it asks for ${asked}, and what a pickle asks for may be any program. ` +
      'Nothing of it was run. Take the checkpoint as safetensors, or, if you trust where it comes from, ' +
      'load it with PyTorch yourself and save its state_dict as safetensors.',
    { cause: error, context: { file, asked } },
  );
}
