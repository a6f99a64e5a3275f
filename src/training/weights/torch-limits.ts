/** Bytes. Some 200 for each tensor: room for tens of thousands. */
export const MAX_PICKLE_BYTES = 2 ** 24;
