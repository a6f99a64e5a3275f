/** Shapes of parameters by their names in a checkpoint, in the checkpoint's order. */
export type Shapes = Record<string, number[]>;

/** A linear layer as Hugging Face keeps it: weight [output, input] and bias [output]. */
export const denseShapes = (name: string, input: number, output: number): Shapes => ({
  [`${name}.weight`]: [output, input],
  [`${name}.bias`]: [output],
});

/** LayerNorm's gain (called weight) and shift (called bias), each [width]. */
export const normShapes = (name: string, width: number): Shapes => ({
  [`${name}.weight`]: [width],
  [`${name}.bias`]: [width],
});
