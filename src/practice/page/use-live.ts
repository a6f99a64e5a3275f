import { useRef, useState } from 'preact/hooks';

/** State that handlers read as it is now, not as it was when they were made: a blur may follow a click at once. */
export function useLive<T>(initial: T): { now: () => T; set: (next: T) => void } {
  const [, draw] = useState(0);
  const value = useRef(initial);
  const live = useRef({
    now: () => value.current,
    set: (next: T) => {
      value.current = next;
      draw((count) => count + 1);
    },
  });
  return live.current;
}
