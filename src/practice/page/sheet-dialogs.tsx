import { useState } from 'preact/hooks';
import { SheetDialog } from './sheet-dialog.js';
import { SheetFilterFields } from './sheet-filter.js';
import { columnLetters } from './sheet-format.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Board, SheetDialogState } from './use-board.js';

type Props = { board: Board; words: SheetStrings; back: () => void };

/** What the sheet asks. */
export function SheetDialogs(props: Props) {
  const { dialog } = props.board;
  // Another question starts anew.
  return dialog ? <Question key={keyOf(dialog)} {...props} dialog={dialog} /> : null;
}

const keyOf = (dialog: SheetDialogState): string =>
  dialog.kind === 'filter' ? `filter ${dialog.column}` : dialog.kind;

function Question({ board, words, back, dialog }: Props & { dialog: SheetDialogState }) {
  const [quiet, setQuiet] = useState(false);
  const [text, setText] = useState(() => initialText(dialog, board));
  const tab = board.model.tab.id;
  const close = (): void => {
    board.ask(undefined);
    back();
  };
  const done = (act: () => void) => (): void => {
    close();
    act();
  };
  if (dialog.kind === 'warning') {
    const go = (): void => {
      if (quiet) board.quiet();
      dialog.go();
    };
    return (
      <SheetDialog
        title={words.warningTitle}
        close={close}
        ok={words.ok}
        cancel={words.cancel}
        act={done(go)}
      >
        <p>{words.warning}</p>
        {dialog.description && <p class="sheet-described">{dialog.description}</p>}
        <label class="sheet-check">
          <input type="checkbox" checked={quiet} onChange={() => setQuiet(!quiet)} />
          {words.quiet}
        </label>
      </SheetDialog>
    );
  }
  if (dialog.kind === 'filter') {
    return <SheetFilterFields board={board} words={words} column={dialog.column} close={close} />;
  }
  if (dialog.kind === 'note') {
    const { row, column } = dialog.spot;
    const title = words.noteTitle(`${columnLetters(column)}${row + 1}`);
    const save = (): void => board.run({ kind: 'note', tab, row, column, note: text });
    return (
      <SheetDialog title={title} close={close} ok={words.save} cancel={words.cancel} act={done(save)}>
        <div class="field">
          <textarea
            aria-label={title}
            rows={5}
            value={text}
            onInput={(e) => setText(e.currentTarget.value)}
          />
        </div>
      </SheetDialog>
    );
  }
  const { id } = dialog;
  const save = (): void => {
    if (text.trim() === '') return;
    if (id === undefined) board.run({ kind: 'add-tab', title: text });
    else board.run({ kind: 'rename-tab', tab: id, title: text });
  };
  const canDelete = id !== undefined && (board.sheet.book?.tabs.length ?? 0) > 1;
  return (
    <SheetDialog
      title={id === undefined ? words.addTab : words.tabTitle}
      close={close}
      ok={words.save}
      cancel={words.cancel}
      act={done(save)}
      more={
        canDelete && (
          <button
            type="button"
            class="button danger"
            onClick={done(() => board.run({ kind: 'delete-tab', tab: id }))}
          >
            {words.deleteTab}
          </button>
        )
      }
    >
      <div class="field">
        <input
          aria-label={words.tabTitle}
          maxLength={100}
          value={text}
          onInput={(e) => setText(e.currentTarget.value)}
        />
      </div>
    </SheetDialog>
  );
}

function initialText(dialog: SheetDialogState, { model }: Board): string {
  if (dialog.kind === 'note') return model.note(dialog.spot.row, dialog.spot.column);
  return dialog.kind === 'tab' ? dialog.title : '';
}
