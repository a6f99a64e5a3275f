import { useEffect, useState } from 'preact/hooks';
import { pathTo, placeOf, type Place } from './place.js';

/** Where the page stands, in step with the address bar and its back button. */
export function usePlace(guild: string | undefined) {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const onBack = (): void => setPath(location.pathname);
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const move = (to: string): void => {
    if (to !== location.pathname) history.pushState(null, '', to);
    setPath(to);
  };
  return {
    place: guild === undefined ? undefined : placeOf(path, guild),
    go: (place: Place): void => {
      if (guild !== undefined) move(pathTo(guild, place));
    },
    home: (): void => move('/'),
  };
}
