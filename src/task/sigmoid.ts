/** Logit to probability, without overflow at either end. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const grown = Math.exp(logit);
  return grown / (1 + grown);
}
