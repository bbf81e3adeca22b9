import { useSyncExternalStore } from "react";

let current = "";
let waiting: string[] = [];
let timer: number | undefined;
const listeners = new Set<() => void>();

/** Says something politely to screen readers, at most once per second. */
export function announce(words: string): void {
  waiting.push(words);
  if (timer === undefined) sayNext();
}

/** The page's one polite live region. */
export function Announcer() {
  const words = useSyncExternalStore(listen, () => current);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}

function sayNext(): void {
  const next = waiting.at(-1);
  waiting = [];
  current = next ?? "";
  listeners.forEach((listener) => listener());
  timer = next === undefined ? undefined : window.setTimeout(sayNext, 1000);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
