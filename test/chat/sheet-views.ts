import type { APIEmbed } from 'discord.js';
import { changedCells } from '../../src/chat/views/changed-cells.js';
import { rebuildView, sheetView } from '../../src/chat/views/sheet-view.js';
import type { RebuildPlan } from '../../src/sheet/rebuild/rebuild-plan.js';
import type { SheetReport } from '../../src/sheet/sheet-desk.js';
import type { Conflict } from '../../src/sheet/memory/memory-data.js';
import type { Texts } from '../../src/texts/texts.js';

/** What people typed, in a language that is neither English nor Korean. */
const WORDS = '0,9 *ça*';
const conflict = (run: string): Conflict => ({
  ...{ run, key: 'dev', column: 'dev micro-F1', theirs: WORDS, ours: '0.61' },
  at: '2026-11-23T12:00:00.000Z',
});
const report: SheetReport = {
  ...{ pending: 0, lastSync: '2026-11-23T12:00:00.000Z', lastError: undefined, failure: undefined },
  ...{ needsPeople: false, deleted: [], refused: [], conflicts: [], account: undefined },
  link: 'https://docs.google.com/spreadsheets/d/abc/edit',
};
const refused = { kind: 'person' as const, status: 403, message: '…', retryAfterMs: undefined };
const plan: RebuildPlan = {
  ...{ makesTab: false, columns: ['lr'], putBack: ['3', '7'], added: ['12'], conflicts: 1, input: 1 },
  cells: [
    {
      ...{ column: 'dev micro-F1', count: 4 },
      examples: [
        { run: '1', from: WORDS, to: '0.61' },
        { run: '2', from: '', to: '0.62' },
      ],
    },
  ],
};
const nothing = { ...plan, columns: [], putBack: [], added: [], conflicts: 0, input: 0, cells: [] };

/** What `/sheet` and its messages send. */
export const sheetViews = (texts: Texts): Record<string, { content?: string; embeds?: APIEmbed[] }> => ({
  'sheet-right': { embeds: [sheetView(report, texts)] },
  'sheet-trouble': {
    embeds: [
      sheetView(
        {
          ...report,
          ...{ pending: 3, lastSync: undefined, needsPeople: true, deleted: ['3', '7'] },
          ...{ failure: { ...refused, isAmbiguous: false }, account: '1@2.3' },
          conflicts: [conflict('1'), conflict('2')],
        },
        texts,
      ),
    ],
  },
  'sheet-busy': {
    embeds: [
      sheetView(
        {
          ...{ ...report, pending: 1 },
          failure: { ...refused, kind: 'busy', status: 503, isAmbiguous: true },
        },
        texts,
      ),
    ],
  },
  'sheet-plan': { embeds: [rebuildView(plan, true, texts)] },
  'sheet-plan-nothing': { embeds: [rebuildView(nothing, false, texts)] },
  'sheet-plan-tab': { embeds: [rebuildView({ ...nothing, makesTab: true, added: ['1', '2'] }, true, texts)] },
  'sheet-changed': { content: changedCells([conflict('1')], texts) },
  'sheet-changed-many': {
    content: changedCells(
      Array.from({ length: 17 }, (_, at) => conflict(String(at + 1))),
      texts,
    ),
  },
});
