import { Plural, Trans } from "@lingui/react/macro";
import { useCallback, useEffect, useState } from "react";
import { CommentsDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { CommentComposer } from "./CommentComposer.tsx";
import { CommentItem } from "./CommentItem.tsx";

/** The discussion of a post, oldest first, with the field to join it. */
export function CommentSection({ postId, count }: { postId: string; count: number }) {
  const { cursors, showMore } = usePages(postId);
  const [toTheEnd, setToTheEnd] = useState(false);
  return (
    <section className="comments" id="comments" aria-labelledby="comments-heading">
      <h2 id="comments-heading">
        <Plural value={count} _0="Comments" one="# comment" other="# comments" />
      </h2>
      {cursors.map((after, page) => (
        <CommentPage
          key={after}
          postId={postId}
          after={after}
          count={count}
          isLast={page === cursors.length - 1}
          toTheEnd={toTheEnd}
          onMore={showMore}
        />
      ))}
      <CommentComposer postId={postId} onAdded={() => setToTheEnd(true)} />
    </section>
  );
}

type PageProps = {
  postId: string;
  after: string | null;
  count: number;
  isLast: boolean;
  /** Whether to go on to the last page, where one's own new comment is. */
  toTheEnd: boolean;
  onMore: (after: string) => void;
};

function CommentPage({ postId, after, count, isLast, toTheEnd, onMore }: PageProps) {
  const { data, error, isLoading, retry } = useKept({
    query: CommentsDocument,
    variables: { postId, after },
  });
  const comments = data?.post?.comments;
  const next = isLast && comments?.pageInfo.hasNextPage ? comments.pageInfo.endCursor : null;
  const goOn = useCallback(() => {
    if (toTheEnd && next) onMore(next);
  }, [toTheEnd, next, onMore]);
  useEffect(goOn, [goOn]);

  const [arrived, setArrived] = useState({ comments, count });
  if (comments !== arrived.comments) setArrived({ comments, count });

  if (!comments) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={2} />;
  // The count holds replies too, so what came since is told by the count that there was when these arrived.
  const missing = isLast && !isLoading ? count - arrived.count : 0;
  return (
    <>
      {comments.totalCount === 0 && missing <= 0 && (
        <p className="empty-line">
          <Trans>No comments yet. If this affects you, say how.</Trans>
        </p>
      )}
      <ol className="comment-list">
        {comments.edges.map(({ node }) => (
          <CommentItem key={node.id} comment={node} />
        ))}
      </ol>
      {missing > 0 && (
        <p className="new-posts">
          <button type="button" className="button small" onClick={retry}>
            <Plural value={missing} one="# new comment" other="# new comments" />
          </button>
        </p>
      )}
      {isLast && <MoreButton info={comments.pageInfo} onMore={onMore} />}
    </>
  );
}
