import { useGuild } from './context.js';

/** Under a message that began a thread (the two share their id): its name, how much is in it, and the way there. */
export function ThreadStrip({ messageId }: { messageId: string }) {
  const { view, t, go } = useGuild();
  const thread = view.channels.find((channel) => channel.id === messageId);
  if (!thread || !('name' in thread)) return null;
  const count = view.messages[thread.id]?.length ?? 0;
  return (
    <button
      type="button"
      class="thread-strip"
      aria-label={`${t.openThread}: ${thread.name ?? ''}`}
      onClick={() => go({ channel: thread.id })}
    >
      <span class="thread-name">{thread.name}</span>
      <span class="thread-count">{t.messagesCount(count)} ›</span>
    </button>
  );
}
