import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { limitBody } from '../limit-body.js';
import { PageError } from '../page-error.js';
import type { SheetBookView } from '../sheet-protocol.js';
import { editSchema } from './edit-schema.js';
import { GoogleError } from './google-error.js';
import type { Step } from './step.js';
import { stepOf } from './step-of.js';
import { trimmed, type Spreadsheet, type Tab } from './workbook.js';

/** A block of 5,000 rows and 60 columns that somebody pastes. */
const BODY_BYTES = 8 * 1024 * 1024;
const STEPS_KEPT = 100;

type Env = { Bindings: HttpBindings };
type Book = {
  read: () => Spreadsheet;
  change: <T>(apply: (spreadsheet: Spreadsheet) => T) => Promise<T>;
};

/**
 * What a person at the page sees and does (sheet-protocol.ts). A person owns the sheet: protections stop the bot alone,
 * and the page warns. Scripted faults do not hit people. Deeds are taken back in the order in which they were done,
 * whatever the bot wrote in between.
 */
export function peopleRoutes(book: Book): Hono<Env> {
  const app = new Hono<Env>();
  let undo: Step[] = [];
  let redo: Step[] = [];
  let last: Promise<unknown> = Promise.resolve();
  /** What is undone is the deed before, also where that is still being saved. */
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };

  app.onError((error, c) => {
    if (error instanceof PageError) return c.json({ message: error.message }, error.status);
    if (error instanceof GoogleError) return c.json({ message: error.message }, error.code);
    if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ message: 'That is no JSON' }, 400);
    throw error;
  });
  const small = limitBody(BODY_BYTES, () => new PageError(413, 'That is too much at once'));
  // No foreign page may send this type without asking first, and it is refused then.
  const jsonOnly: MiddlewareHandler = async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw new PageError(415, 'Send this as application/json');
    await next();
  };

  app.get('/practice/sheet/view', (c) => {
    const id = c.req.query('tab');
    return c.json(viewOf(book.read(), id === undefined ? undefined : Number(id), undo, redo));
  });
  app.post('/practice/sheet/edit', small, jsonOnly, async (c) => {
    const step = stepOf(editSchema.parse(await c.req.json()));
    await inTurn(async () => {
      const back = await book.change(step);
      undo = [...undo, back].slice(-STEPS_KEPT);
      redo = [];
    });
    return c.json({});
  });
  // Taken off first: what cannot be undone any more must not stand in the way of what can.
  app.post('/practice/sheet/undo', small, jsonOnly, async (c) => {
    await inTurn(async () => {
      const step = undo.pop();
      if (step) redo.push(await book.change(step));
    });
    return c.json({});
  });
  app.post('/practice/sheet/redo', small, jsonOnly, async (c) => {
    await inTurn(async () => {
      const step = redo.pop();
      if (step) undo.push(await book.change(step));
    });
    return c.json({});
  });
  return app;
}

function viewOf(
  { title, tabs }: Spreadsheet,
  id: number | undefined,
  undo: readonly Step[],
  redo: readonly Step[],
): SheetBookView {
  const shown =
    tabs.find(({ sheetId }) => sheetId === id) ?? tabs.find(({ rows }) => rows.length > 0) ?? tabs[0];
  if (!shown) throw new Error('a spreadsheet without a tab');
  return {
    title,
    tabs: tabs.map((tab) => ({ id: tab.sheetId, title: tab.title })),
    tab: tabView(shown),
    can_undo: undo.length > 0,
    can_redo: redo.length > 0,
  };
}

const tabView = (tab: Tab): SheetBookView['tab'] => ({
  id: tab.sheetId,
  title: tab.title,
  row_count: tab.rowCount,
  column_count: tab.columnCount,
  frozen_rows: tab.frozenRowCount,
  frozen_columns: tab.frozenColumnCount,
  rows: trimmed(tab.rows),
  notes: trimmed(tab.notes),
  column_looks: tab.columnLooks,
  row_looks: tab.rowLooks,
  formats: tab.formats,
  filter: tab.basicFilter,
  protections: tab.protectedRanges,
  rules: tab.conditionalFormats,
});
