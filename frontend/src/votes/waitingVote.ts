import type { Client } from "@urql/core";
import { CastVoteDocument } from "../graphql/generated/graphql.ts";

const KEY = "hearback.waitingVote";

export type WaitingVote = { postId: string; title: string };

/** Keeps a vote that needs a sign-in first. */
export function keepVote(vote: WaitingVote): void {
  sessionStorage.setItem(KEY, JSON.stringify(vote));
}

export function waitingVote(): WaitingVote | null {
  const kept = sessionStorage.getItem(KEY);
  return kept ? (JSON.parse(kept) as WaitingVote) : null;
}

/** Casts the vote that waited for the sign-in; answers whether it is counted now. */
export async function castWaitingVote(vote: WaitingVote, client: Client): Promise<boolean> {
  sessionStorage.removeItem(KEY);
  const { data } = await client.mutation(CastVoteDocument, { postId: vote.postId }).toPromise();
  return data?.castVote.__typename === "VoteCast";
}
