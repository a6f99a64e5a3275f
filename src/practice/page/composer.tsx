import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { AttachButton } from './attach-button.js';
import { readLine } from './command-line.js';
import { useGuild } from './context.js';
import { OPTION } from './discord-numbers.js';
import { SuggestionList } from './suggestion-list.js';
import { useSuggestions } from './use-suggestions.js';
import { History } from './history.js';

/** `label` is the box's accessible name: people's scripts and tests rely on "Message". */
type Props = { channelId: string; label: string; placeholder: string };

const history = new History();

export function Composer({ channelId, label, placeholder }: Props) {
  const { t, sendLine, view } = useGuild();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState(-1);
  const { suggestions, searching } = useSuggestions(channelId, text, caret, open);
  const count = suggestions?.items.length ?? 0;
  const active = picked >= 0 && picked < count ? picked : suggestions?.eager && count > 0 ? 0 : -1;
  const line = readLine(text.trim(), view.commands);
  const fileOption =
    line.kind === 'command'
      ? line.definitions.find(({ type }) => type === OPTION.attachment)?.name
      : undefined;
  const listId = `suggestions-${channelId}`;

  const change = (next: string, at: number): void => {
    setText(next);
    setCaret(at);
    setPicked(-1);
    setOpen(true);
  };
  // The caret can only be set once the new text stands in the box.
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (wanted.current !== undefined) element.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const replace = (next: string, at = next.length): void => {
    wanted.current = at;
    change(next, at);
  };
  const pick = (index: number): void => {
    const item = suggestions?.items[index];
    if (!suggestions || !item) return;
    const rest = text.slice(suggestions.to);
    const spaced = item.insert.endsWith(' ') && /^\s/.test(rest) ? item.insert.trimEnd() : item.insert;
    const head = text.slice(0, suggestions.from) + spaced;
    replace(head + rest, head.length);
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === '') return;
    history.add(line);
    replace('');
    setOpen(false);
    const sent = await sendLine(channelId, line);
    if (!sent && box.current?.value === '') {
      replace(line);
      setOpen(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // While Korean, Japanese or Chinese is being composed, Enter and the arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    const listed = count > 0;
    const handled = (): void => event.preventDefault();
    if (listed && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.shiftKey) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setPicked(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
      handled();
    } else if (listed && event.key === 'Tab' && !event.shiftKey) {
      pick(Math.max(0, active));
      handled();
    } else if (event.key === 'Escape' && open) {
      setOpen(false);
      if (suggestions) handled();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      handled();
      if (listed && active >= 0) pick(active);
      else void send();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const line = history.step(event.key === 'ArrowUp' ? -1 : 1, text);
      if (line === undefined) return;
      replace(line);
      setOpen(false);
      handled();
    }
  };
  const follow = (): void => setCaret(box.current?.selectionStart ?? text.length);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggestions && (
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          active={active}
          searching={searching}
          onPick={pick}
        />
      )}
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={4000}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="send"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...(suggestions && { 'aria-controls': listId })}
          {...(active >= 0 && { 'aria-activedescendant': `${listId}-${active}` })}
          onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onKeyUp={follow}
          onClick={follow}
          onBlur={() => setOpen(false)}
        />
        {fileOption !== undefined && (
          <AttachButton
            channelId={channelId}
            onUploaded={(id) => {
              replace(`${text.trimEnd()} ${fileOption}:${id} `);
              box.current?.focus();
            }}
          />
        )}
        <button type="submit" class="send" aria-label={t.send} disabled={text.trim() === ''}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 20l18-8L3 4v6l11 2-11 2z" />
          </svg>
        </button>
      </div>
    </form>
  );
}
