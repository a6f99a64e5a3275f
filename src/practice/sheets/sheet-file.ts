import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../user-error.js';
import { writeFileAtomically } from '../atomic-file.js';
import { workbookSchema, type Workbook } from './workbook.js';

/** `${dir}/sheet.json`: the practice spreadsheet on disk. */
export class SheetFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  /** Makes the folder when it is missing. */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#path = join(dir, 'sheet.json');
  }

  /** What was saved last; undefined before the first time. Throws UserError for a file that cannot be read. */
  load(): Workbook | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.#unreadable(error);
    }
    try {
      return workbookSchema.parse(JSON.parse(text));
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /** Resolves once this state, or a later one, is on disk. */
  save(workbook: () => Workbook): Promise<void> {
    const write = () => writeFileAtomically(this.#path, JSON.stringify(workbook()));
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }

  #unreadable(cause: unknown): UserError {
    return new UserError(
      'practice.sheet-file',
      `The practice sheet ${this.#path} cannot be read: it is damaged or not Labmate's. Move it away and start again; the runs fill a new one.`,
      { cause },
    );
  }
}
