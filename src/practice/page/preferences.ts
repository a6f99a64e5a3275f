import { useEffect, useState } from 'preact/hooks';
import type { Language } from './strings.js';

export type Theme = 'auto' | 'light' | 'dark';

/** Kept in this browser; forgotten quietly where it forbids that. */
function stored<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  try {
    return allowed.find((value) => value === localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse: the choice lasts as long as the page.
  }
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en');

/** Theme, language and whether the sheet stands beside the channel. */
export function usePreferences() {
  const [theme, setTheme] = useState(() => stored<Theme>('labmate.theme', ['auto', 'light', 'dark'], 'auto'));
  const [language, setLanguage] = useState(() =>
    stored<Language>('labmate.language', ['en', 'ko'], browserLanguage()),
  );
  const [sheet, setSheet] = useState(() => stored('labmate.sheet', ['shown', 'hidden'], 'shown') === 'shown');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return {
    theme,
    language,
    sheet,
    setTheme: (next: Theme) => (keep('labmate.theme', next), setTheme(next)),
    setLanguage: (next: Language) => (keep('labmate.language', next), setLanguage(next)),
    setSheet: (next: boolean) => (keep('labmate.sheet', next ? 'shown' : 'hidden'), setSheet(next)),
  };
}

export type Preferences = ReturnType<typeof usePreferences>;
