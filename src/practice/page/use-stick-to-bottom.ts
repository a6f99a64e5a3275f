import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_PX = 40;

/**
 * Keeps a scrolling box at its end while new things arrive and pictures load, unless the person has scrolled up.
 * `newest` changes with each new entry, `mine` is true when the person made it themselves.
 */
export function useStickToBottom(newest: string | undefined, mine: boolean, held: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  const [away, setAway] = useState(false);
  const [unseen, setUnseen] = useState(false);

  const toBottom = (): void => {
    const element = box.current;
    if (!element) return;
    following.current = true;
    element.scrollTop = element.scrollHeight;
    setAway(false);
    setUnseen(false);
  };
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const near = () => element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    const wentUp = element.scrollTop < lastTop.current;
    lastTop.current = element.scrollTop;
    // Events of our own scrolling come late, when more may have grown below: only the person scrolls up.
    if (following.current && !wentUp && !near()) element.scrollTop = element.scrollHeight;
    else following.current = near();
    setAway(!following.current);
    if (following.current) setUnseen(false);
  };

  useLayoutEffect(() => {
    if (held) following.current = false;
    else if (following.current || mine) toBottom();
    else if (newest !== undefined) setUnseen(true);
  }, [newest]);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    if (content.current) observer.observe(content.current);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return { box, content, away, unseen, toBottom, onScroll };
}
