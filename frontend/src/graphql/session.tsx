import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import { Provider } from "urql";
import { hearbackCache } from "./cache.ts";
import { connectLive } from "./live.ts";

type Session = { client: Client; close: () => void };

const StartOver = createContext<() => Client>(() => {
  throw new Error("useStartOver needs a SessionProvider around it");
});

/** Gives everything inside one client; signing in or out starts over with an empty cache. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState(openSession);
  const startOver = useMemo(
    () => () => {
      session.close();
      const next = openSession();
      setSession(next);
      return next.client;
    },
    [session],
  );
  return (
    <StartOver value={startOver}>
      <Provider value={session.client}>{children}</Provider>
    </StartOver>
  );
}

/** Forgets what the last viewer saw and returns the client of the new session. */
export function useStartOver(): () => Client {
  return useContext(StartOver);
}

function openSession(): Session {
  const live = connectLive();
  const client = new Client({
    url: "/graphql",
    preferGetMethod: false,
    exchanges: [
      hearbackCache(),
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: live.subscribe({ query: query ?? "", variables }, sink) }),
        }),
      }),
      fetchExchange,
    ],
  });
  return { client, close: () => void live.dispose() };
}
