/** Follows a media query, for the few decisions that style sheets cannot take (what a button does, where focus goes). */
import { useSyncExternalStore } from "react";

export const PHONE = "(max-width: 640px)";
/** Too narrow for an inspector that only says that nothing is selected. */
export const NARROW = "(max-width: 960px)";

interface MediaSource {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly matches: () => boolean;
}

/** One source per query for the life of the page: a component that renders again subscribes nothing anew. */
const sources = new Map<string, MediaSource>();

export function useMedia(query: string): boolean {
  const source = sourceOf(query);
  return useSyncExternalStore(source.subscribe, source.matches);
}

function sourceOf(query: string): MediaSource {
  const known = sources.get(query);
  if (known !== undefined) return known;
  const source: MediaSource = {
    subscribe(onChange) {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    matches: () => window.matchMedia(query).matches,
  };
  sources.set(query, source);
  return source;
}
