import { useSyncExternalStore } from "react";

type Message = { words: string; topic: string | undefined };

let current = "";
let waiting: Message[] = [];
let timer: number | undefined;
const listeners = new Set<() => void>();

/** Says something politely to screen readers, one thing per second; newer words on a topic replace older ones. */
export function announce(words: string, topic?: string): void {
  waiting = [
    ...waiting.filter((message) => topic === undefined || message.topic !== topic),
    { words, topic },
  ];
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
  const next = waiting.shift();
  current = next?.words ?? "";
  listeners.forEach((listener) => listener());
  timer = next && window.setTimeout(sayNext, 1000);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
