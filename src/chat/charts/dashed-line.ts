import type { SKRSContext2D } from '@napi-rs/canvas';
import { INK } from './dark-theme.js';

/** An upright dashed line over a chart's bars: what they are to be held against. Pixels. */
export function dashedLine(
  context: SKRSContext2D,
  x: number,
  { top, bottom }: { top: number; bottom: number },
): void {
  context.strokeStyle = INK;
  context.lineWidth = 3;
  context.setLineDash([10, 8]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, bottom);
  context.stroke();
}
