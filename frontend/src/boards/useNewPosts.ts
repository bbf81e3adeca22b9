import { useCallback, useState } from "react";
import { useSubscription } from "urql";
import { PostSubmittedDocument, type PostSubmittedSubscription } from "../graphql/generated/graphql.ts";

/** Counts the posts that others submit to a board while it is open. */
export function useNewPosts(board: string): { count: number; seen: () => void } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const count = useCallback((_last: unknown, { postSubmitted }: PostSubmittedSubscription) => {
    setIds((known) => new Set(known).add(postSubmitted.id));
    return null;
  }, []);
  useSubscription({ query: PostSubmittedDocument, variables: { board } }, count);
  return { count: ids.size, seen: () => setIds(new Set()) };
}
