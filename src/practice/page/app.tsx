import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChannelLog } from './channel-log.js';
import { Composer } from './composer.js';
import { GuildProvider, type Guild } from './context.js';
import { ModalDialog } from './modal-dialog.js';
import { usePreferences } from './preferences.js';
import type { Pane } from './pane.js';
import { SheetView } from './sheet-view.js';
import { strings } from './strings.js';
import { ThreadPanel } from './thread-panel.js';
import { TopBar } from './top-bar.js';
import { useGuildView } from './use-guild-view.js';
import { usePlace } from './use-place.js';
import type { GuildView } from './guild-view.js';

const paneOfHash = (): Pane => (location.hash === '#sheet' ? 'sheet' : 'channel');

export function App() {
  const preferences = usePreferences();
  const t = strings[preferences.language];
  const { view, linked, ...actions } = useGuildView(t, preferences.language);
  const { place, go, home } = usePlace(view?.guild.id);
  const [pane, setPane] = useState<Pane>(paneOfHash);
  useEffect(() => {
    const onHash = (): void => setPane(paneOfHash());
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const channel = view?.channels[0];
  const name = channel && 'name' in channel ? `#${channel.name ?? ''}` : '';
  useEffect(() => {
    if (view) document.title = `${name} · Labmate`;
  }, [name, view !== undefined]);

  const guild = useMemo(() => {
    if (!view) return undefined;
    const openPlace: Guild['go'] = (next) => {
      setPane('channel');
      go(next);
    };
    return { view, t, language: preferences.language, ...actions, go: openPlace };
  }, [view, t]);
  if (!view || !guild || !channel) {
    return <p class="splash">{linked ? t.loading : t.lost}</p>;
  }
  const thread = place && place.channel !== channel.id && known(view, place.channel) ? place : undefined;
  const target = place?.channel === channel.id ? place.message : undefined;
  const topic = 'topic' in channel ? channel.topic : undefined;
  return (
    <GuildProvider value={guild}>
      <div
        class={`page pane-${pane} ${preferences.sheet ? 'with-sheet' : ''} ${thread ? 'with-thread' : ''}`}
      >
        <TopBar name={name} topic={topic ?? ''} pane={pane} setPane={setPane} preferences={preferences} />
        {!linked && (
          <p class="banner" role="status">
            {t.lost}
          </p>
        )}
        {linked && !view.bot.online && (
          <p class="banner" role="status">
            {t.offline}
          </p>
        )}
        <main class="panes">
          <section class="channel" aria-label={name}>
            <ChannelLog
              channelId={channel.id}
              label={name}
              target={target}
              beginning={
                <div class="beginning">
                  <h2>{t.empty(name)}</h2>
                  <p>{t.emptyHint}</p>
                </div>
              }
            />
            <Composer channelId={channel.id} label="Message" placeholder={t.placeholder(name)} />
          </section>
          {thread && <ThreadPanel place={thread} onClose={home} />}
          <SheetView pane={pane} setPane={setPane} />
        </main>
        <ModalDialog />
      </div>
    </GuildProvider>
  );
}

const known = (view: GuildView, channel: string): boolean => view.channels.some(({ id }) => id === channel);
