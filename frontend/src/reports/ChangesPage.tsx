import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BoardMissing } from "../boards/BoardMissing.tsx";
import { ChangesDocument, ChangesPageDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { Empty } from "../ui/Empty.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PageProblem, PanelProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ReportCard } from "./ReportCard.tsx";

const route = getRouteApi("/b/$board/changes");

/** "You said, we did" and "we did not, because", newest first. */
export function ChangesPage() {
  const { t } = useLingui();
  const { board } = route.useParams();
  const { cursors, showMore } = usePages(board);
  const { data, error, retry } = useKept({ query: ChangesDocument, variables: { board } });
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  if (!data.board) return <BoardMissing />;
  return (
    <div className="page reading">
      <header className="page-header">
        <p className="up">
          <Link to="/b/$board" params={{ board }}>
            {data.board.name}
          </Link>
        </p>
        <PageHeading title={t`You said, we did`} within={data.board.name} />
        <p className="purpose">
          <Trans>What became of what people said here: what we did, and what we did not do and why.</Trans>
        </p>
      </header>
      {cursors.map((after, page) => (
        <ReportPage
          key={after}
          board={board}
          after={after}
          isLast={page === cursors.length - 1}
          onMore={showMore}
        />
      ))}
    </div>
  );
}

type PageProps = { board: string; after: string | null; isLast: boolean; onMore: (after: string) => void };

function ReportPage({ board, after, isLast, onMore }: PageProps) {
  const { data, error, receivedAt, retry } = useKept({
    query: ChangesPageDocument,
    variables: { board, after },
    requestPolicy: "cache-and-network",
  });
  if (!data) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  const { edges, pageInfo } = data.reports;
  if (edges.length === 0) {
    return (
      <Empty>
        <p>
          <Trans>
            Nothing to report yet. Vote on what matters to you and we will write to you when it moves.
          </Trans>
        </p>
      </Empty>
    );
  }
  return (
    <>
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      <div className="stack">
        {edges.map(({ node }) => (
          <ReportCard key={node.id} report={node} />
        ))}
      </div>
      {isLast && <MoreButton info={pageInfo} onMore={onMore} />}
    </>
  );
}
