import { Plural, Trans } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { BoardDocument, type BoardQuery } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { useViewer } from "../people/useViewer.ts";
import { FilterBar } from "../posts/FilterBar.tsx";
import type { PostFilters } from "../posts/filters.ts";
import { PostList } from "../posts/PostList.tsx";
import { ReportStrip } from "../reports/ReportStrip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { BoardMissing } from "./BoardMissing.tsx";
import { BoardTabs } from "./BoardTabs.tsx";
import { useNewPosts } from "./useNewPosts.ts";

const route = getRouteApi("/b/$board");

export function BoardPage() {
  const { board: slug } = route.useParams();
  return <BoardBySlug key={slug} slug={slug} />;
}

function BoardBySlug({ slug }: { slug: string }) {
  const { data, error, receivedAt, retry } = useKept({
    query: BoardDocument,
    variables: { slug },
    requestPolicy: "cache-and-network",
  });
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton rows={8} />;
  if (!data.board) return <BoardMissing />;
  return (
    <div className="page board-width">
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      <Board board={data.board} statuses={data.statuses} onNewPosts={retry} />
    </div>
  );
}

type BoardProps = {
  board: NonNullable<BoardQuery["board"]>;
  statuses: BoardQuery["statuses"];
  onNewPosts: () => void;
};

function Board({ board, statuses, onNewPosts }: BoardProps) {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const [refresh, setRefresh] = useState(0);
  const newPosts = useNewPosts(board.slug);

  const change = (changed: PostFilters) =>
    void navigate({ search: { ...filters, ...changed }, replace: "text" in changed });
  const showNewPosts = () => {
    newPosts.seen();
    setRefresh(refresh + 1);
    onNewPosts();
    void navigate({ search: { sort: "NEWEST" } });
  };

  return (
    <>
      <header className="page-header with-actions">
        <div>
          <PageHeading title={board.name} />
          <p className="purpose">{board.purpose}</p>
        </div>
        {(board.mayPost || viewer === null) && (
          <p className="actions sticky-on-phone">
            <Link
              className="button primary"
              to="/b/$board/new"
              params={{ board: board.slug }}
              search={{ kind: "IDEA" }}
            >
              <Trans>Suggest an idea</Trans>
            </Link>
            <Link
              className="button"
              to="/b/$board/new"
              params={{ board: board.slug }}
              search={{ kind: "COMPLAINT" }}
            >
              <Trans>Report a problem</Trans>
            </Link>
          </p>
        )}
      </header>
      <ReportStrip board={board} />
      <BoardTabs board={board} statuses={statuses} filters={filters} />
      <FilterBar filters={filters} defaultSort="MOST_VOTED" onChange={change} />
      <ActiveTag filters={filters} onClear={() => change({ tag: undefined })} />
      {newPosts.count > 0 && (
        <p className="new-posts">
          <button type="button" className="button small" onClick={showNewPosts}>
            <Plural value={newPosts.count} one="# new post" other="# new posts" />
          </button>
        </p>
      )}
      <PostList
        wanted={{ board: board.slug, ...filters, sort: filters.sort ?? "MOST_VOTED" }}
        refresh={refresh}
        empty={<NoPosts slug={board.slug} filters={filters} />}
      />
    </>
  );
}

function ActiveTag({ filters: { tag }, onClear }: { filters: PostFilters; onClear: () => void }) {
  if (!tag) return null;
  return (
    <p className="active-filter">
      <Trans>Only posts tagged “{tag}”.</Trans>{" "}
      <button type="button" className="link" onClick={onClear}>
        <Trans>Show all tags</Trans>
      </button>
    </p>
  );
}

function NoPosts({ slug, filters }: { slug: string; filters: PostFilters }) {
  const { text, status, kind, tag } = filters;
  const suggest = (words: ReactNode) => (
    <Link to="/b/$board/new" params={{ board: slug }} search={{ kind: kind ?? "IDEA", title: text }}>
      {words}
    </Link>
  );
  const clear = (words: ReactNode) => (
    <Link to="/b/$board" params={{ board: slug }}>
      {words}
    </Link>
  );
  return (
    <div className="empty">
      <Icon name="comment" />
      <p>
        {text ? (
          <Trans>
            Nobody mentions “{text}” here. {suggest(<Trans>Suggest it</Trans>)}, or{" "}
            {clear(<Trans>clear the search</Trans>)}.
          </Trans>
        ) : status || kind || tag ? (
          <Trans>Nothing matches these filters. {clear(<Trans>Show all posts</Trans>)}.</Trans>
        ) : (
          <Trans>
            Nothing here yet. What would make your day easier? {suggest(<Trans>Suggest an idea</Trans>)}.
          </Trans>
        )}
      </p>
    </div>
  );
}
