import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { menuItems } from './sheet-menu-items.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Board } from './use-board.js';

/** What can be done, where the mouse is; on a phone from the lower edge. */
export function SheetMenu({ board, words, back }: { board: Board; words: SheetStrings; back: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  const { menu } = board;
  const close = (): void => {
    board.openMenu(undefined);
    back();
  };
  useLayoutEffect(() => {
    const { current } = list;
    if (!menu || !current) return;
    const { width, height } = current.getBoundingClientRect();
    current.style.left = `${Math.max(8, Math.min(menu.x, window.innerWidth - width - 8))}px`;
    current.style.top = `${Math.max(8, Math.min(menu.y, window.innerHeight - height - 8))}px`;
    current.querySelector('button')?.focus();
  }, [menu]);
  useEffect(() => {
    if (!menu) return undefined;
    const outside = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && list.current?.contains(event.target))) board.openMenu(undefined);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [menu]);
  if (!menu) return null;
  const onKey = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const now = buttons.findIndex((button) => button === document.activeElement);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (by) buttons.at((now + by) % buttons.length)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={list} class="sheet-menu" role="menu" aria-label={words.menu} onKeyDown={onKey}>
      {menuItems(board, words).map((group, i) => (
        <div key={i} role="group">
          {group.map(({ label, key, act }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              onClick={() => {
                close();
                act();
              }}
            >
              <span>{label}</span>
              {key && <kbd>{key}</kbd>}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
