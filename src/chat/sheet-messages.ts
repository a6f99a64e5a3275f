import type { Client, MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import { troubleSentence } from '../sheet/google/sheet-failure.js';
import type { NewsItem, SheetNews } from '../sheet/telling/sheet-news.js';
import type { Texts } from '../texts/texts.js';
import { CONTENT, cut } from './limits.js';
import { sendWhereStarted, TellEachOnce } from './tell-each-once.js';
import type { TellAdministrators } from './tell-administrators.js';
import { changedCells } from './views/changed-cells.js';

/** Cells that people change are told at most so often, together. */
const GATHER_MS = 5 * 60_000;
/** What keeps the sheet, among what administrators are told. */
const TROUBLE = 'sheet';

type Options = {
  news: SheetNews;
  where: { client: Client<true>; channelId: string };
  texts: () => Texts;
  log: Logger;
  /** The service account, for cures. */
  account: string | undefined;
  administrators: Pick<TellAdministrators, 'tell' | 'recovered'>;
  gatherMs?: number;
  now?: () => number;
};

/**
 * Tells of the sheet, each thing once, and pings nobody: the channel of cells that people changed and of what was mended,
 * administrators of what keeps the sheet and that it is over. What cannot be told now is told later.
 */
export class SheetMessages {
  readonly #options: Options;
  readonly #now: () => number;
  readonly #told: TellEachOnce<NewsItem>;
  #nextCellsAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #changed: () => void = () => undefined;

  constructor(options: Options) {
    const { news, log } = options;
    this.#options = options;
    this.#now = options.now ?? (() => Date.now());
    this.#told = new TellEachOnce(
      {
        name: 'sheet news',
        untold: () => this.#due(),
        told: (id) => this.#note(id),
        tell: (item) => this.#tell(item),
        watch: (changed) => {
          this.#changed = changed;
          return news.onChange(changed);
        },
      },
      log,
    );
  }

  start(): void {
    this.#told.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#told.stop();
  }

  /** The cells wait until some minutes after those before them. */
  #due(): NewsItem[] {
    const wait = this.#nextCellsAt - this.#now();
    const untold = this.#options.news.untold();
    if (wait <= 0 || !untold.some(({ kind }) => kind === 'conflicts')) return (this.#posting = untold);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), wait);
    return (this.#posting = untold.filter(({ kind }) => kind !== 'conflicts'));
  }
  /** As they are being told: more may have come by the time they are noted. */
  #posting: readonly NewsItem[] = [];

  async #note(id: string): Promise<void> {
    const item = this.#posting.find((one) => one.id === id);
    if (!item) return;
    if (item.kind === 'conflicts') this.#nextCellsAt = this.#now() + (this.#options.gatherMs ?? GATHER_MS);
    await this.#options.news.told(item);
  }

  async #tell(item: NewsItem): Promise<void> {
    const texts = this.#options.texts();
    const { account, administrators } = this.#options;
    switch (item.kind) {
      case 'trouble':
        return administrators.tell(TROUBLE, (own) => `⚠️ ${troubleSentence(item.failure, account, own)}`);
      case 'recovered':
        return administrators.recovered(TROUBLE, (own) => `✅ ${own.t('sheet.up_to_date')}`);
      case 'notice':
        return this.#post(`ℹ️ ${item.text}`, item.id);
      case 'conflicts':
        return this.#post(changedCells(item.conflicts, texts), item.id);
    }
  }

  async #post(text: string, id: string): Promise<void> {
    const message: MessageCreateOptions = {
      content: cut(text, CONTENT),
      // Between the post and its note the bot may die: Discord then returns the first message.
      ...{ nonce: `sheet.${id}`.slice(0, 25), enforceNonce: true },
      allowedMentions: { parse: [] },
    };
    await sendWhereStarted(this.#options.where, null, message, this.#options.texts());
  }
}
