import { Plural } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";
import { PostListDocument, type PostListQueryVariables } from "../graphql/generated/graphql.ts";
import { useCatchUp } from "../graphql/live.ts";
import { useKept } from "../graphql/useKept.ts";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useSlow } from "../ui/useSlow.ts";
import { PostRow } from "./PostRow.tsx";

type Wanted = Omit<PostListQueryVariables, "after">;
type Props = {
  wanted: Wanted;
  withBoard?: boolean;
  /** What to say when nothing matches. */
  empty: ReactNode;
  /** Asks the server again whenever this number grows. */
  refresh?: number;
};

/** Posts that match, 20 at a time. */
export function PostList({ wanted, withBoard = false, empty, refresh = 0 }: Props) {
  const list = JSON.stringify(wanted);
  const { cursors, showMore } = usePages(list);
  return (
    <>
      {cursors.map((after, page) => (
        <PostPageOfList
          // The first page stays mounted when the filters change, and keeps its rows until the new ones are here.
          key={page === 0 ? "first" : `${list} ${after}`}
          wanted={wanted}
          after={after}
          isLast={page === cursors.length - 1}
          withBoard={withBoard}
          empty={empty}
          refresh={refresh}
          onMore={showMore}
        />
      ))}
    </>
  );
}

type PageProps = Required<Props> & { after: string | null; isLast: boolean; onMore: (after: string) => void };

function PostPageOfList({ wanted, after, isLast, withBoard, empty, refresh, onMore }: PageProps) {
  const { data, error, receivedAt, isLoading, retry } = useKept({
    query: PostListDocument,
    variables: { ...wanted, after },
    requestPolicy: "cache-and-network",
  });
  const isSlow = useSlow(isLoading, 150);
  useCatchUp(retry);
  useEffect(() => {
    if (refresh > 0) retry();
  }, [refresh, retry]);

  if (!data) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={8} />;
  const { edges, pageInfo, totalCount } = data.posts;
  if (after === null && edges.length === 0) return empty;
  return (
    <>
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      {after === null && (
        <p className="visually-hidden" role="status">
          <Plural value={totalCount} one="# post" other="# posts" />
        </p>
      )}
      <ul className="post-list" data-dimmed={isSlow} data-continued={after !== null}>
        {edges.map(({ node }) => (
          <PostRow key={node.id} post={node} withBoard={withBoard} />
        ))}
      </ul>
      {isLast && <MoreButton info={pageInfo} onMore={onMore} />}
    </>
  );
}
