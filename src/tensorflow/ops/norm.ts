import type { Tensor } from '@tensorflow/tfjs';

/** What LayerNorm scales with (`gain` [width]), shifts by (`shift` [width]) and adds to the variance. */
export type Norm = { gain: Tensor; shift: Tensor; epsilon: number };
