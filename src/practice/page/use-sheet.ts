import { useEffect, useRef, useState } from 'preact/hooks';
import type { SheetBookView, SheetEdit } from '../sheet-protocol.js';
import { changeSheet, readBook, SendError } from './connection.js';

export type Sheet = {
  book: SheetBookView | undefined;
  /** The sheet could not be read. */
  failed: boolean;
  /** What the last deed was refused with. */
  problem: string | undefined;
  forgetProblem: () => void;
  open: (tab: number | undefined) => void;
  /** False where it was refused. */
  edit: (edit: SheetEdit) => Promise<boolean>;
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
};

/**
 * The tab that is looked at, read anew with each change (`version`) and after each deed of one's own. Changes that come
 * while it is being read are read together afterwards.
 */
export function useSheet(version: number, words: { unreachable: string }): Sheet {
  const [book, setBook] = useState<SheetBookView>();
  const [failed, setFailed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const wanted = useRef<number | undefined>(undefined);
  const reading = useRef(false);
  const again = useRef(false);

  const read = async (): Promise<void> => {
    if (reading.current) {
      again.current = true;
      return;
    }
    reading.current = true;
    do {
      again.current = false;
      const tab = wanted.current;
      try {
        const next = await readBook(tab);
        // Somebody may have turned to another tab meanwhile: that one is read next.
        if (tab === wanted.current) setBook(next);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    } while (again.current);
    reading.current = false;
  };
  useEffect(() => void read(), [version]);

  const change = async (what: 'edit' | 'undo' | 'redo', body: object): Promise<boolean> => {
    // Until somebody does something, the first filled tab is shown, whichever that becomes.
    wanted.current ??= book?.tab.id;
    try {
      await changeSheet(what, body);
      setProblem(undefined);
      await read();
      return true;
    } catch (error) {
      setProblem((error instanceof SendError ? error.reason : undefined) ?? words.unreachable);
      return false;
    }
  };
  return {
    book,
    failed,
    problem,
    forgetProblem: () => setProblem(undefined),
    open: (tab) => {
      wanted.current = tab;
      void read();
    },
    edit: (edit) => change('edit', edit),
    undo: () => change('undo', {}),
    redo: () => change('redo', {}),
  };
}
