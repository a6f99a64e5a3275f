import type { APIMessage, APIUser } from 'discord.js';
import { useState } from 'preact/hooks';
import { Attachments } from './attachments-view.js';
import { Components } from './components-view.js';
import { useGuild, type Guild } from './context.js';
import { FLAG, MESSAGE } from './discord-numbers.js';
import { Embed } from './embed-view.js';
import { Markdown, WebLink } from './markdown-view.js';
import { pathTo } from './place.js';
import { ThreadStrip } from './thread-strip.js';
import { OwnEditor, OwnMenu } from './own-message.js';
import { clockTime, formatTime } from './time.js';

export const isEphemeral = (message: APIMessage): boolean => ((message.flags ?? 0) & FLAG.ephemeral) !== 0;

export const displayName = (user: APIUser): string => user.global_name ?? user.username;

/** A colour of its own for each person; the bot has the page's. */
export function Avatar({ id, name, bot }: { id: string; name: string; bot: boolean }) {
  const hue = [...id].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 360, 7);
  const style = bot ? {} : { backgroundColor: `hsl(${hue} 45% 34%)` };
  return (
    <span class={bot ? 'avatar bot' : 'avatar'} style={style} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  );
}

/** Consecutive messages of one author within 7 minutes stand together without a head of their own, as on Discord. */
export function continues(message: APIMessage, before: APIMessage | undefined): boolean {
  if (!before || before.author.id !== message.author.id) return false;
  if (!isPlain(message) || before.type === MESSAGE.threadCreated) return false;
  if (isEphemeral(message) !== isEphemeral(before)) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < 7 * 60_000;
}

const isPlain = ({ type }: APIMessage): boolean =>
  type !== MESSAGE.command && type !== MESSAGE.reply && type !== MESSAGE.threadCreated;

type Props = { message: APIMessage; compact: boolean; highlighted: boolean };

export function Message({ message, compact, highlighted }: Props) {
  const { view, t, language, dismiss } = useGuild();
  const [editing, setEditing] = useState(false);
  const { author, timestamp, flags = 0 } = message;
  const at = new Date(timestamp);
  const name = displayName(author);
  const bot = author.bot === true;
  const ephemeral = isEphemeral(message);
  if (message.type === MESSAGE.threadCreated) return <ThreadCreated message={message} />;
  const link = pathTo(view.guild.id, { channel: message.channel_id, message: message.id });
  const classes = ['message', compact && 'compact', ephemeral && 'ephemeral', highlighted && 'highlighted'];
  return (
    <article class={classes.filter(Boolean).join(' ')} id={`m-${message.id}`} aria-label={name}>
      <Origin message={message} />
      {!compact && <Avatar id={author.id} name={name} bot={bot} />}
      {!compact && (
        <header>
          <span class="author">{name}</span>
          {bot && <span class="tag">{t.app}</span>}
          <WebLink class="time" href={link} title={`${formatTime(at, 'F', language)} · ${t.copyLink}`}>
            <time dateTime={timestamp}>{clockTime(at, language)}</time>
          </WebLink>
        </header>
      )}
      {compact && (
        <WebLink class="time gutter" href={link} title={formatTime(at, 'F', language)}>
          <time dateTime={timestamp}>{clockTime(at, language)}</time>
        </WebLink>
      )}
      <div class="body">
        {editing ? (
          <OwnEditor message={message} onDone={() => setEditing(false)} />
        ) : (
          <Content message={message} loading={(flags & FLAG.loading) !== 0} />
        )}
        {(flags & FLAG.suppressEmbeds) === 0 &&
          message.embeds.map((embed, i) => <Embed key={i} embed={embed} />)}
        <Attachments list={message.attachments} />
        <Components message={message} />
        <Reactions message={message} />
        {ephemeral && (
          <p class="only-you">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" />
            </svg>
            {t.onlyYou} ·{' '}
            <button type="button" class="link-button" onClick={() => dismiss(message.id)}>
              {t.dismiss}
            </button>
          </p>
        )}
        <ThreadStrip messageId={message.id} />
      </div>
      {author.id === view.self && !editing && <OwnMenu message={message} onEdit={() => setEditing(true)} />}
    </article>
  );
}

function Content({ message, loading }: { message: APIMessage; loading: boolean }) {
  const { t } = useGuild();
  if (loading && message.content === '') {
    return (
      <p class="thinking">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {t.thinking(displayName(message.author))}
      </p>
    );
  }
  return (
    <>
      {message.content !== '' && <Markdown text={message.content} />}
      {message.edited_timestamp && message.content !== '' && <span class="edited">({t.edited})</span>}
    </>
  );
}

/** The line above an answer: the command that asked for it, or the message that it replies to. */
function Origin({ message }: { message: APIMessage }) {
  const guild = useGuild();
  const { view, t } = guild;
  const asked = message.interaction_metadata;
  const name = commandName(message);
  if (message.type === MESSAGE.command && asked && name !== undefined) {
    const who = displayName(asked.user);
    return (
      <div class="origin">
        <span class="origin-who">{who}</span>
        {t.used} <span class="mention">/{name}</span>
      </div>
    );
  }
  const reference = message.message_reference;
  if (message.type !== MESSAGE.reply || !reference?.message_id) return null;
  const first = view.messages[reference.channel_id]?.find(({ id }) => id === reference.message_id);
  return (
    <div class="origin">
      <button
        type="button"
        class="link-button"
        onClick={() => guild.go({ channel: reference.channel_id, message: reference.message_id ?? '' })}
      >
        {first ? summary(first, guild) : t.replyGone}
      </button>
    </div>
  );
}

/** The old `interaction` field carries the command's name; the new metadata does so on some servers. */
function commandName(message: APIMessage): string | undefined {
  const named = [message.interaction_metadata, (message as { interaction?: { name?: string } }).interaction];
  return named.map((one) => (one && 'name' in one ? one.name : undefined)).find((one) => one !== undefined);
}

function summary(message: APIMessage, { view }: Guild): string {
  const text = message.content || message.embeds[0]?.title || message.embeds[0]?.description || '…';
  const plain = text
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${view.members.find((one) => one.id === id)?.name ?? id}`)
    .replace(/[*_`~|>]|^#+ /g, '')
    .replace(/\s+/g, ' ');
  return `${displayName(message.author)}: ${plain.length > 90 ? `${plain.slice(0, 90)}…` : plain}`;
}

function Reactions({ message }: { message: APIMessage }) {
  if (!message.reactions?.length) return null;
  return (
    <div class="reactions">
      {message.reactions.map((reaction) => (
        <span key={reaction.emoji.name}>
          {reaction.emoji.name} {reaction.count}
        </span>
      ))}
    </div>
  );
}

function ThreadCreated({ message }: { message: APIMessage }) {
  const { t, go } = useGuild();
  const thread = message.message_reference?.channel_id;
  return (
    <div class="system" id={`m-${message.id}`}>
      {t.startedThread(displayName(message.author))}{' '}
      <button
        type="button"
        class="link-button"
        onClick={() => thread !== undefined && go({ channel: thread })}
      >
        {message.content}
      </button>
    </div>
  );
}
