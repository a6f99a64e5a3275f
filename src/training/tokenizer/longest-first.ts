/**
 * Lengths that a pair keeps in `room` tokens when the longer text is cut first: `longest_first` of Hugging Face's
 * tokenizers, including how it parts a room that is too small for either.
 * @returns the lengths in the order given
 */
export function longestFirst(first: number, second: number, room: number): [number, number] {
  if (second === 0) return [Math.min(first, room), 0];
  if (first + second <= room) return [first, second];
  let short = Math.min(first, second);
  let long = short > room ? short : Math.max(short, room - short);
  if (short + long > room) {
    short = Math.floor(room / 2);
    long = short + (room % 2);
  }
  return first <= second ? [short, long] : [long, short];
}
