import { useCallback, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { TopicRunDocument, type TopicRunQuery } from "../graphql/generated/graphql.ts";

const POLL_MILLISECONDS = 1500;

export type TopicRun = NonNullable<TopicRunQuery["topicRun"]>;

/** The latest themes run; watched closely while it runs or is about to. */
export function useTopicRun(requestedAt: string | null, onFinished: (run: TopicRun) => void) {
  const [{ data, error }, refetch] = useQuery({
    query: TopicRunDocument,
    requestPolicy: "cache-and-network",
  });
  const run = data?.topicRun ?? null;
  const isRunning = run?.state === "RUNNING";
  const isWaiting = !isRunning && requestedAt !== null && !(run && run.startedAt >= requestedAt);
  const ask = useCallback(() => refetch({ requestPolicy: "network-only" }), [refetch]);

  useEffect(() => {
    if (!isRunning && !isWaiting) return;
    const clock = window.setInterval(ask, POLL_MILLISECONDS);
    return () => window.clearInterval(clock);
  }, [isRunning, isWaiting, ask]);

  const wasGoingOn = useRef(false);
  useEffect(() => {
    if (isRunning || isWaiting) {
      wasGoingOn.current = true;
    } else if (wasGoingOn.current && run) {
      wasGoingOn.current = false;
      onFinished(run);
    }
  }, [isRunning, isWaiting, run, onFinished]);

  return { run, isKnown: data !== undefined, isRunning, isWaiting, error, ask };
}
