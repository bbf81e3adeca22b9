import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { VoteButton_PostFragmentDoc, type VoteButton_PostFragment } from "../graphql/generated/graphql.ts";
import { announce } from "../ui/announce.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useSlow } from "../ui/useSlow.ts";
import { useVote } from "./useVote.ts";

/** Supports a post, or takes the support back. */
export function VoteButton(props: { post: FragmentType<typeof VoteButton_PostFragmentDoc> }) {
  const { t, i18n } = useLingui();
  const post = readFragment(VoteButton_PostFragmentDoc, props.post);
  const { toggle, refusal, isSaving } = useVote(post);
  const isSlow = useSlow(isSaving, 2000);
  useSpokenCount(post);

  if (!post.takesVotes && !post.viewerHasVoted) return <ClosedVotes post={post} />;
  const { title, voteCount } = post;
  const votes = plural(voteCount, { one: "# vote", other: "# votes" });
  return (
    <div className="vote-box">
      <button
        type="button"
        className="vote"
        aria-pressed={post.viewerHasVoted}
        aria-label={t`Vote for ${title}, ${votes}`}
        onClick={() => void toggle()}
      >
        <Icon name="arrowUp" />
        <span className="vote-count">{i18n.number(voteCount)}</span>
      </button>
      {isSlow && (
        <span className="vote-note">
          <Trans>Saving…</Trans>
        </span>
      )}
      {refusal && <p className="vote-refusal">{refusal}</p>}
    </div>
  );
}

function ClosedVotes({ post }: { post: VoteButton_PostFragment }) {
  const { i18n } = useLingui();
  return (
    <div className="vote-box">
      <div className="vote closed">
        <span className="vote-count">{i18n.number(post.voteCount)}</span>
        <span className="vote-note">
          <Trans context="under the number of votes of a post that takes no more votes">closed</Trans>
        </span>
      </div>
    </div>
  );
}

/** Says the new count when it changes, whoever changed it. */
function useSpokenCount({ id, voteCount }: VoteButton_PostFragment) {
  const { t } = useLingui();
  const spoken = useRef(voteCount);
  useEffect(() => {
    if (spoken.current === voteCount) return;
    spoken.current = voteCount;
    announce(t`${plural(voteCount, { one: "# vote", other: "# votes" })}`, `votes of ${id}`);
  }, [id, voteCount, t]);
}
