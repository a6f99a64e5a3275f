import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';
import type { LossName } from '../../runs/loss-options.js';

export const FONT = 'Pretendard';
/** Beside the source of this file, which is dist/src/chat/charts/: the settings, which know the project, are too much to load. */
const FILE = fileURLToPath(new URL('../../../../src/chat/fonts/Pretendard-Regular.otf', import.meta.url));
/** Discord's dark embed background and colours that read on it. */
export const BACKGROUND = '#2b2d31';
export const INK = '#dbdee1';
export const GRID = '#40434a';
export const BLUE = '#60a5fa';
export const AMBER = '#fbbf24';
export const GREEN = '#4ade80';
/** Each loss has its colour in every picture. */
export const LOSS_COLOUR: Record<LossName, string> = {
  ...{ bce: BLUE, asl: AMBER, apl: GREEN, focal: '#f472b6', asl_oneonlee: '#c4b5fd' },
};

let registered = false;

/** Before anything is drawn: no font is assumed on the host. */
export function registerFont(): void {
  if (registered) return;
  GlobalFonts.registerFromPath(FILE, FONT);
  registered = true;
}
