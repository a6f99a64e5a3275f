import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { sayFailure } from './telling/say-failure.js';
import type { RebuildPlan } from './rebuild/rebuild-plan.js';
import { toSheetFailure } from './google/sheet-failure.js';
import type { SheetProjection } from './sheet-projection.js';
import type { SheetStatus } from './sheet-status.js';

/** What people are told of the sheet. */
export type SheetReport = SheetStatus & {
  /** Where it is opened in a browser. */
  link: string | undefined;
  /** The service account with which it is shared; undefined without credentials. */
  account: string | undefined;
};

/** A rebuild may wait for Google for hours; whoever asked for it does not. */
const WAIT_MS = 60_000;

/** What people ask about the sheet and have done to it, in the channel and in a terminal. */
export class SheetDesk {
  readonly #sheet: Pick<SheetProjection, 'status' | 'plan' | 'rebuild'>;
  readonly #place: Pick<SheetReport, 'link' | 'account'>;
  readonly #waitMs: number;

  constructor({
    sheet,
    link,
    account,
    waitMs = WAIT_MS,
  }: Pick<SheetReport, 'link' | 'account'> & {
    sheet: Pick<SheetProjection, 'status' | 'plan' | 'rebuild'>;
    waitMs?: number;
  }) {
    this.#sheet = sheet;
    this.#place = { link, account };
    this.#waitMs = waitMs;
  }

  report(): SheetReport {
    return { ...this.#sheet.status(), ...this.#place };
  }

  /** What a rebuild would do now; nothing is written. @throws UserError `sheet.away` with the cure */
  async plan(texts: Texts): Promise<RebuildPlan> {
    try {
      return await this.#sheet.plan();
    } catch (cause) {
      const sentence = sayFailure(toSheetFailure(cause, Date.now()), this.#place.account, texts);
      throw new UserError('sheet.away', sentence, { cause });
    }
  }

  /**
   * Rebuilds the sheet. Answers with what there was to do, and whether it is done: where Google is slow, it goes on, and
   * over a restart, too.
   * @throws UserError `sheet.away` where the sheet cannot even be read: nothing was begun
   */
  async rebuild(texts: Texts): Promise<{ plan: RebuildPlan; isDone: boolean }> {
    const plan = await this.plan(texts);
    const done = this.#sheet.rebuild().then(
      () => true,
      // Labmate is being stopped; what is missing follows after its next start.
      () => false,
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.#waitMs);
    });
    const isDone = await Promise.race([done, late]);
    clearTimeout(timer);
    return { plan, isDone };
  }
}
