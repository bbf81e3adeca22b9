import { useLingui } from "@lingui/react/macro";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, type OperationResult } from "urql";
import {
  CastVoteDocument,
  WithdrawVoteDocument,
  type CastVoteMutation,
  type VoteButton_PostFragment,
  type WithdrawVoteMutation,
} from "../graphql/generated/graphql.ts";
import { unreachable } from "../graphql/unreachable.ts";
import { useViewer } from "../people/useViewer.ts";
import { announce } from "../ui/announce.tsx";
import { keepVote } from "./waitingVote.ts";

type Answer = CastVoteMutation["castVote"] | WithdrawVoteMutation["withdrawVote"];

/** Votes or takes the vote back; a signed-out visitor signs in first and the vote waits for them. */
export function useVote(post: VoteButton_PostFragment) {
  const { t } = useLingui();
  const viewer = useViewer();
  const navigate = useNavigate();
  const router = useRouter();
  const [casting, cast] = useMutation(CastVoteDocument);
  const [withdrawing, withdraw] = useMutation(WithdrawVoteDocument);
  const [refusal, setRefusal] = useState<string | null>(null);

  const signInFirst = () => {
    keepVote({ postId: post.id, title: post.title });
    return navigate({ to: "/sign-in", search: { return: router.state.location.href } });
  };

  const hear = (result: OperationResult, answer: Answer | undefined) => {
    const reason = result.error
      ? t`We could not reach the server, so your vote is as it was.`
      : refusalIn(answer);
    if (!reason) return;
    setRefusal(reason);
    announce(reason);
  };

  const toggle = async () => {
    if (viewer === null) return signInFirst();
    setRefusal(null);
    if (post.viewerHasVoted) {
      const result = await withdraw({ postId: post.id });
      return hear(result, result.data?.withdrawVote);
    }
    const result = await cast({ postId: post.id });
    return hear(result, result.data?.castVote);
  };

  return { toggle, refusal, isSaving: casting.fetching || withdrawing.fetching };
}

function refusalIn(answer: Answer | undefined): string | null {
  if (!answer) return null;
  switch (answer.__typename) {
    case "VoteCast":
    case "VoteWithdrawn":
      return null;
    case "VotingClosed":
    case "BudgetSpent":
    case "InvalidInput":
    case "NotSignedIn":
    case "NotAllowed":
    case "NotFound":
    case "Blocked":
    case "TooManyAttempts":
      return answer.message;
    default:
      return unreachable(answer);
  }
}
