/** When a run may start. */
export const RUN_TIMES = ['now', 'night'] as const;
export type RunTime = (typeof RUN_TIMES)[number];
