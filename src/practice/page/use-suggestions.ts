import { useEffect, useRef, useState } from 'preact/hooks';
import { interact, newNonce } from './connection.js';
import { toOptions } from './command-line.js';
import { useGuild } from './context.js';
import { localeOf, localised } from './localised.js';
import { suggest, valueItems, type Suggestions } from './suggest.js';

const PAUSE_MS = 150;

/** The suggestions for what is typed, the bot's own answers among them (asked after a short pause in typing). */
export function useSuggestions(channelId: string, line: string, caret: number, open: boolean) {
  const { view, language } = useGuild();
  const found = open ? suggest(line, caret, localised(view.commands, language)) : undefined;
  const [asked, setAsked] = useState<{ nonce: string; key: string }>();
  const shown = useRef<Suggestions['items']>([]);
  const key = found?.ask ? line.slice(0, found.to) : undefined;

  useEffect(() => {
    const ask = found?.ask;
    if (!ask || key === undefined || !view.bot.online) return undefined;
    const timer = setTimeout(() => {
      const nonce = newNonce();
      setAsked({ nonce, key });
      const { line: read, focused } = ask;
      const others = toOptions(read.typed.filter((option) => option !== focused));
      interact({
        nonce,
        channel_id: channelId,
        locale: localeOf(language),
        kind: 'autocomplete',
        name: read.command.name,
        ...(read.subcommand !== undefined && { subcommand: read.subcommand }),
        options: [...others, { name: focused.name, value: focused.text, focused: true }],
      }).catch(() => setAsked(undefined));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, channelId, view.bot.online]);

  if (!found?.ask) {
    shown.current = [];
    return { suggestions: found?.items.length ? found : undefined, searching: false };
  }
  const answered = asked?.key === key && view.choices?.nonce === asked?.nonce;
  if (answered && view.choices) shown.current = valueItems(view.choices.choices);
  const suggestions = { ...found, items: shown.current };
  const searching = !answered && view.bot.online;
  return { suggestions: searching || suggestions.items.length > 0 ? suggestions : undefined, searching };
}
