import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type DialogProps = {
  title: string;
  close: () => void;
  ok: string;
  cancel: string;
  act: () => void;
  more?: ComponentChildren;
  children: ComponentChildren;
};

/** A dialog of the browser: focus stays inside, Escape closes it, Enter in a field is OK. */
export function SheetDialog({ title, close, ok, cancel, act, more, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="modal sheet-dialog"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <h2>{title}</h2>
        <div class="modal-fields">{children}</div>
        <div class="modal-buttons">
          {more}
          {more && <span class="spacer" />}
          <button type="button" class="button" onClick={close}>
            {cancel}
          </button>
          <button type="submit" class="button primary">
            {ok}
          </button>
        </div>
      </form>
    </dialog>
  );
}
