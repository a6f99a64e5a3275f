export type SheetLog = Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
