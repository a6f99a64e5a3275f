import type { APIMessage } from 'discord.js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useGuild } from './context.js';

/** What a person can do with a message of their own: a small menu at its end. */
export function OwnMenu({ message, onEdit }: { message: APIMessage; onEdit: () => void }) {
  const { t, deleteMessage } = useGuild();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => void menu.current?.removeAttribute('open');
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !menu.current?.contains(target)) close();
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, []);
  const choose = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <details
      class="own-menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        event.preventDefault();
        close();
      }}
    >
      <summary aria-label={t.messageMenu} title={t.messageMenu}>
        ⋯
      </summary>
      <div class="own-actions">
        <button type="button" onClick={choose(onEdit)}>
          {t.editMessage}
        </button>
        <button type="button" class="danger" onClick={choose(() => void deleteMessage(message))}>
          {t.deleteMessage}
        </button>
      </div>
    </details>
  );
}

/** A message's text while its author changes it. Enter saves, Escape leaves it as it was, as on Discord. */
export function OwnEditor({ message, onDone }: { message: APIMessage; onDone: () => void }) {
  const { t, editMessage } = useGuild();
  const [text, setText] = useState(message.content);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
  }, []);
  const save = async (): Promise<void> => {
    const content = text.trim();
    if (content === '') return;
    if (content === message.content || (await editMessage(message, content))) onDone();
  };
  return (
    <form
      class="own-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={box}
        rows={Math.min(8, text.split('\n').length)}
        aria-label={t.editMessage}
        value={text}
        maxLength={2000}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          // Enter and Escape belong to the input method while Korean is being composed.
          if (event.isComposing || event.keyCode === 229) return;
          if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return;
          event.preventDefault();
          if (event.key === 'Escape') onDone();
          else void save();
        }}
      />
      <p>
        <button type="submit" class="link-button" disabled={text.trim() === ''}>
          {t.save}
        </button>{' '}
        ·{' '}
        <button type="button" class="link-button" onClick={onDone}>
          {t.cancel}
        </button>
      </p>
    </form>
  );
}
