import type { SKRSContext2D } from '@napi-rs/canvas';
import { FONT, INK } from './dark-theme.js';

/** Red, green, blue. */
export type Colour = readonly number[];

type Place = {
  x: number;
  y: number;
  size: number;
  align: 'left' | 'right' | 'center';
  ink?: string;
  room?: number;
};

/** @param place.room the width that the text may take; it is pressed together where it is longer */
export function write(
  context: SKRSContext2D,
  text: string,
  { x, y, size, align, ink = INK, room }: Place,
): void {
  context.font = `${size}px ${FONT}`;
  context.fillStyle = ink;
  context.textAlign = align;
  context.textBaseline = 'middle';
  if (room === undefined) context.fillText(text, x, y);
  else context.fillText(text, x, y, room);
}

/** Smaller where a task has many labels. */
export const fitting = (cell: number, size: number): number =>
  Math.max(10, Math.min(size, Math.floor(cell * 0.5)));

/** By ITU-R BT.709's weights: whether black reads better on it. */
const isLight = ([red = 0, green = 0, blue = 0]: Colour): boolean =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue > 140;

/** The ink that reads better on a colour. */
export const inkOn = (colour: Colour): string => (isLight(colour) ? '#111214' : '#ffffff');
