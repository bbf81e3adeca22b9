import { createClient, type Client } from "graphql-ws";
import { useEffect, useRef, useSyncExternalStore } from "react";

export type LiveState = "idle" | "connected" | "lost";

let state: LiveState = "idle";
const listeners = new Set<() => void>();

/** A websocket that opens with the first subscription and keeps trying when it breaks. */
export function connectLive(): Client {
  const address = new URL("/graphql", window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return createClient({
    url: address.href,
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => change("connected"),
      closed: (event) => change(endedOnPurpose(event) ? "idle" : "lost"),
    },
  });
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(listen, () => state);
}

/** Calls back when a lost connection returns, to catch up with what was missed. */
export function useCatchUp(catchUp: () => void): void {
  const live = useLiveState();
  const wasLost = useRef(false);
  useEffect(() => {
    if (live === "lost") wasLost.current = true;
    if (live !== "connected" || !wasLost.current) return;
    wasLost.current = false;
    catchUp();
  }, [live, catchUp]);
}

function change(next: LiveState): void {
  state = next;
  listeners.forEach((listener) => listener());
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function endedOnPurpose(event: unknown): boolean {
  return event instanceof CloseEvent && event.code === 1000;
}
