/** A share from 0 to 1 as people read it: `7.3 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
