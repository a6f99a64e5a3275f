/**
 * The value below which a share of the sorted values lies, linear between neighbours (numpy's default; type 7 of Hyndman
 * and Fan 1996). NaN for no values.
 */
export function quantile(sorted: { readonly [at: number]: number; length: number }, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
