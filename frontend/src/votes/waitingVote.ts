import type { Client } from "@urql/core";
import { CastVoteDocument } from "../graphql/generated/graphql.ts";
import { unreachable } from "../graphql/unreachable.ts";

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

export function forgetVote(): void {
  sessionStorage.removeItem(KEY);
}

/** Casts the vote that waited for the sign-in; answers the reason when it was refused. */
export async function castWaitingVote(vote: WaitingVote, client: Client): Promise<string | null> {
  forgetVote();
  const { data } = await client.mutation(CastVoteDocument, { postId: vote.postId }).toPromise();
  if (!data) return "";
  const answer = data.castVote;
  switch (answer.__typename) {
    case "VoteCast":
      return null;
    case "VotingClosed":
    case "NotSignedIn":
    case "NotAllowed":
    case "NotFound":
      return answer.message;
    default:
      return unreachable(answer);
  }
}
