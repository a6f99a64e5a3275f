import type { Pane } from './pane.js';
import { channelName, useGuild } from './context.js';
import { DIRECT } from './discord-numbers.js';
import type { Preferences, Theme } from './preferences.js';

const NEXT_THEME: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const THEME_ICONS: Record<Theme, string> = {
  auto: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  dark: 'M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z',
};

type Props = {
  name: string;
  topic: string;
  pane: Pane;
  setPane: (pane: Pane) => void;
  preferences: Preferences;
};

/** The channel's name, the phone's two tabs, and the reader's own settings. */
export function TopBar({ name, topic, pane, setPane, preferences }: Props) {
  const { view, t, go } = useGuild();
  const { theme, language, sheet, setTheme, setLanguage, setSheet } = preferences;
  return (
    <header class="top-bar">
      <div class="top-title">
        <h1>{name}</h1>
        <span class={view.bot.online ? 'bot-state online' : 'bot-state'} title={view.bot.name}>
          {view.bot.name}
        </span>
        {view.channels
          .filter(({ type }) => type === DIRECT)
          .map(({ id }) => ({ id, label: t.direct(channelName(view, id) ?? '') }))
          .map(({ id, label }) => (
            <button
              key={id}
              type="button"
              class="text-button direct"
              aria-label={label}
              title={label}
              onClick={() => go({ channel: id })}
            >
              <Icon path="M3 5h18v14H3zM3 6l9 7 9-7" />
              <span>{label}</span>
            </button>
          ))}
        {topic && <span class="topic">{topic}</span>}
      </div>
      <div class="top-tabs" role="tablist" aria-label={view.guild.name}>
        {(['channel', 'sheet'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={pane === one}
            onClick={() => setPane(one)}
          >
            {one === 'channel' ? t.channel : t.sheet}
          </button>
        ))}
      </div>
      <div class="top-tools">
        <button
          type="button"
          class="icon-button sheet-toggle"
          aria-pressed={sheet}
          aria-label={sheet ? t.hideSheet : t.showSheet}
          title={sheet ? t.hideSheet : t.showSheet}
          onClick={() => setSheet(!sheet)}
        >
          <Icon path="M3 4h18v16H3zM3 10h18M3 15h18M10 4v16" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t.theme[theme]}
          title={t.theme[theme]}
          onClick={() => setTheme(NEXT_THEME[theme])}
        >
          <Icon path={THEME_ICONS[theme]} />
        </button>
        <button
          type="button"
          class="text-button"
          lang={language === 'ko' ? 'en' : 'ko'}
          title={t.languageLabel}
          onClick={() => setLanguage(language === 'ko' ? 'en' : 'ko')}
        >
          {t.language}
        </button>
      </div>
    </header>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
