import type { StoredPreferences } from './preferences/preferences-data.js';
import type { BoardEntry, LiveLog, Notice, SheetNewsData, StoreData } from './store-data.js';
import type { StoreFile } from './store-file.js';

/**
 * What the store keeps beside runs, sweeps and ensembles: how far the projections are, what was posted and told, and what
 * people set. Every method that changes something resolves when the change is on the disk.
 */
export class StoreNotes {
  protected readonly file: StoreFile;

  protected constructor(file: StoreFile) {
    this.file = file;
  }

  cursor(projection: string): number {
    return this.file.data.cursors[projection] ?? 0;
  }

  async saveCursor(projection: string, revision: number): Promise<void> {
    this.file.data.cursors[projection] = revision;
    await this.file.save();
  }

  boardEntry(runId: string): BoardEntry | undefined {
    return this.file.data.board[runId];
  }

  async saveBoardEntry(runId: string, entry: BoardEntry): Promise<void> {
    this.file.data.board[runId] = entry;
    await this.file.save();
  }

  /** By whom the queue was paused, and since when; null while runs are started. */
  paused(): StoreData['paused'] {
    return this.file.data.paused;
  }

  async savePaused(paused: StoreData['paused']): Promise<void> {
    this.file.data.paused = paused;
    await this.file.save();
  }

  liveLogs(): LiveLog[] {
    return Object.values(this.file.data.live_logs);
  }

  /** Undefined ends it. */
  async saveLiveLog(runId: string, live: LiveLog | undefined): Promise<void> {
    if (live) this.file.data.live_logs[runId] = live;
    else delete this.file.data.live_logs[runId];
    await this.file.save();
  }

  sheetNews(): SheetNewsData {
    return this.file.data.sheet_news;
  }

  async saveSheetNews(change: Partial<SheetNewsData>): Promise<void> {
    this.file.data.sheet_news = { ...this.file.data.sheet_news, ...change };
    await this.file.save();
  }

  notices(): Readonly<Record<string, Notice>> {
    return this.file.data.notices;
  }

  /** Undefined takes it back. */
  async saveNotice(key: string, notice: Notice | undefined): Promise<void> {
    if (notice) this.file.data.notices[key] = notice;
    else delete this.file.data.notices[key];
    await this.file.save();
  }

  lastFired(job: string): string | undefined {
    return this.file.data.jobs[job];
  }

  async saveFired(job: string, at: string): Promise<void> {
    this.file.data.jobs[job] = at;
    await this.file.save();
  }

  preferences(): StoredPreferences {
    return this.file.data.preferences;
  }

  async savePreferences(preferences: StoredPreferences): Promise<void> {
    this.file.data.preferences = preferences;
    await this.file.save();
  }
}
