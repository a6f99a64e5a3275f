import { useEffect } from 'preact/hooks';
import { ChannelLog } from './channel-log.js';
import { Composer } from './composer.js';
import { channelName, useGuild } from './context.js';
import { DIRECT } from './discord-numbers.js';
import type { Place } from './place.js';

/** A thread beside its channel; over the whole page on a phone. */
export function ThreadPanel({ place, onClose }: { place: Place; onClose: () => void }) {
  const { view, t } = useGuild();
  const direct = view.channels.find(({ id }) => id === place.channel)?.type === DIRECT;
  const named = channelName(view, place.channel) ?? t.thread;
  const name = direct ? t.direct(named) : named;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const drafting = event.target instanceof HTMLTextAreaElement && event.target.value !== '';
      if (event.key === 'Escape' && !event.defaultPrevented && !drafting && !view.modal) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose, view.modal]);
  return (
    <section class="thread" aria-label={direct ? name : `${t.thread}: ${name}`}>
      <header class="panel-head">
        <h2 title={name}>{name}</h2>
        <span class="spacer" />
        <button
          type="button"
          class="icon-button"
          aria-label={t.closeThread}
          title={t.closeThread}
          onClick={onClose}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M5 5l14 14M19 5L5 19" />
          </svg>
        </button>
      </header>
      <ChannelLog
        key={place.channel}
        channelId={place.channel}
        label="Thread messages"
        target={place.message}
        beginning={null}
      />
      <Composer
        channelId={place.channel}
        label="Message in thread"
        placeholder={direct ? t.placeholderHere : t.threadPlaceholder}
      />
    </section>
  );
}
