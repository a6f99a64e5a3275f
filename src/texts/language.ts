/** The languages that Labmate speaks. */
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language for one of Discord's locales ("ko", "en-US", "de"): English where there is no other. */
export const languageOf = (locale: string): Language => (locale.startsWith('ko') ? 'ko' : 'en');
