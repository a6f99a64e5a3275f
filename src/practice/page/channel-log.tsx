import type { APIMessage } from 'discord.js';
import { Fragment, type ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useGuild } from './context.js';
import type { Notice } from './guild-view.js';
import { Markdown } from './markdown-view.js';
import { Avatar, continues, isEphemeral, Message } from './message-view.js';
import { clockTime, dayKey, dayName } from './time.js';
import { useStickToBottom } from './use-stick-to-bottom.js';

type Entry =
  | { at: number; key: string; message: APIMessage; notice?: undefined }
  | { at: number; key: string; notice: Notice; message?: undefined };

type Props = {
  channelId: string;
  label: string;
  /** Above the first message. */
  beginning: ComponentChildren;
  /** A message to show and mark. */
  target: string | undefined;
};

/** A channel's messages, or a thread's, with the page's own notices between them. */
export function ChannelLog({ channelId, label, beginning, target }: Props) {
  const { view, t, language } = useGuild();
  const messages = (view.messages[channelId] ?? []).filter(
    (message) => !(isEphemeral(message) && view.dismissed.has(message.id)),
  );
  const notices = view.notices.filter((one) => one.channelId === channelId && !view.dismissed.has(one.id));
  const entries: Entry[] = [
    ...messages.map((message) => ({ at: Date.parse(message.timestamp), key: message.id, message })),
    ...notices.map((notice) => ({ at: notice.at, key: notice.id, notice })),
  ].sort((a, b) => a.at - b.at);
  const pending = view.pending.filter((one) => one.channelId === channelId && one.kind === 'command');
  const newest = pending.at(-1)?.nonce ?? entries.at(-1)?.key;
  const mine = pending.length > 0 || entries.at(-1)?.message?.author.id === view.self;
  const found = target !== undefined && messages.some(({ id }) => id === target);
  const { box, content, away, unseen, toBottom, onScroll } = useStickToBottom(newest, mine, found);

  useEffect(() => {
    if (found) document.getElementById(`m-${target}`)?.scrollIntoView({ block: 'center' });
  }, [target, found]);

  const now = new Date();
  return (
    <div class="log-frame">
      <div class="log" role="log" aria-label={label} tabIndex={0} ref={box} onScroll={onScroll}>
        <div class="log-content" ref={content}>
          {beginning}
          {entries.map((entry, i) => {
            const before = entries[i - 1];
            const at = new Date(entry.at);
            const newDay = !before || dayKey(new Date(before.at)) !== dayKey(at);
            return (
              <Fragment key={entry.key}>
                {newDay && (
                  <div class="day" role="separator">
                    <span>{dayName(at, now, language, t)}</span>
                  </div>
                )}
                {entry.notice ? (
                  <NoticeView notice={entry.notice} />
                ) : (
                  <Message
                    message={entry.message}
                    compact={!newDay && continues(entry.message, before?.message)}
                    highlighted={entry.key === target}
                  />
                )}
              </Fragment>
            );
          })}
          {pending.map((one) => (
            <p key={one.nonce} class="sending">
              <span class="mention">/{one.name}</span> {t.sending}
            </p>
          ))}
        </div>
      </div>
      {away && (
        <button type="button" class={unseen ? 'to-bottom unseen' : 'to-bottom'} onClick={toBottom}>
          {unseen ? t.newMessages : <span class="hidden">{t.toBottom}</span>}
          <span aria-hidden="true"> ↓</span>
        </button>
      )}
    </div>
  );
}

/** What the page itself has to say, drawn like an ephemeral message of the bot. */
function NoticeView({ notice }: { notice: Notice }) {
  const { view, t, language, dismiss } = useGuild();
  const { bot } = view;
  return (
    <article class="message ephemeral notice" aria-label={bot.name}>
      {notice.line !== undefined && <div class="origin">{notice.line}</div>}
      <Avatar id={bot.id} name={bot.name} bot />
      <header>
        <span class="author">{bot.name}</span>
        <span class="tag">{t.app}</span>
        <span class="time">{clockTime(new Date(notice.at), language)}</span>
      </header>
      <div class="body">
        <Markdown text={notice.text} />
        <p class="only-you">
          {t.onlyYou} ·{' '}
          <button type="button" class="link-button" onClick={() => dismiss(notice.id)}>
            {t.dismiss}
          </button>
        </p>
      </div>
    </article>
  );
}
