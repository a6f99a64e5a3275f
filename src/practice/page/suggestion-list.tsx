import { useEffect, useRef } from 'preact/hooks';
import { useGuild } from './context.js';
import type { Suggestions } from './suggest.js';

type Props = {
  id: string;
  suggestions: Suggestions;
  active: number;
  searching: boolean;
  onPick: (index: number) => void;
};

/** What can come next, above the message box. The box keeps the focus and names the active line. */
export function SuggestionList({ id, suggestions, active, searching, onPick }: Props) {
  const { t } = useGuild();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const { kind, items, option } = suggestions;
  const title =
    kind === 'values' ? t.choices(option?.name ?? '') : kind === 'options' ? t.options : t.commands;
  return (
    <div class="suggestions">
      <p class="suggestions-title">
        {title}
        {kind === 'values' && option && <span> {option.description}</span>}
      </p>
      {searching && items.length === 0 && <p class="searching">{t.searching}</p>}
      <ul id={id} role="listbox" aria-label={t.commandList} ref={list}>
        {items.map((item, i) => (
          <li
            key={item.label}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            // The box must not lose the focus: on a phone the keyboard would go away.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(i)}
          >
            <span class="suggestion-label">
              {item.label}
              {item.required && (
                <span class="required" title={t.required}>
                  {' *'}
                </span>
              )}
            </span>
            {item.detail && <span class="suggestion-detail">{item.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
