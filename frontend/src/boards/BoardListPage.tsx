import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { BoardCard_BoardFragmentDoc, BoardListDocument, type Access } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { Empty } from "../ui/Empty.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

export function BoardListPage() {
  const { t } = useLingui();
  const { data, error, receivedAt, retry } = useKept({
    query: BoardListDocument,
    requestPolicy: "cache-and-network",
  });
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton />;
  return (
    <div className="page board-width">
      <header className="page-header">
        <PageHeading title={t`Boards`}>
          <Trans>What should {data.organisation.name} hear?</Trans>
        </PageHeading>
        <p className="purpose">
          <Trans>Say what you need, see whether others said it too, and hear back what became of it.</Trans>
        </p>
      </header>
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      {data.boards.length === 0 && (
        <Empty>
          <p>
            <Trans>
              There is no board here that you may read yet. Sign in if you have been invited to one.
            </Trans>
          </p>
        </Empty>
      )}
      <ul className="board-cards">
        {data.boards.map((board) => (
          <BoardCard key={board.id} board={board} />
        ))}
      </ul>
    </div>
  );
}

function BoardCard(props: { board: FragmentType<typeof BoardCard_BoardFragmentDoc> }) {
  const { i18n } = useLingui();
  const board = readFragment(BoardCard_BoardFragmentDoc, props.board);
  const total = board.statusCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <li className="card board-card">
      <h2>
        <Link to="/b/$board" params={{ board: board.slug }}>
          {board.name}
        </Link>
        <AccessChip access={board.access} />
      </h2>
      <p>{board.purpose}</p>
      <ul className="board-counts">
        <li>
          <Link to="/b/$board" params={{ board: board.slug }}>
            <Plural value={total} one="# post" other="# posts" />
          </Link>
        </li>
        {board.statusCounts
          .filter(({ status, count }) => status.key !== "open" && count > 0)
          .map(({ status, count }) => (
            <li key={status.key}>
              <Link to="/b/$board" params={{ board: board.slug }} search={{ status: status.key }}>
                {status.name} <span className="count">{i18n.number(count)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </li>
  );
}

function AccessChip({ access }: { access: Access }) {
  switch (access) {
    case "PUBLIC":
      return null;
    case "MEMBERS":
      return (
        <span className="chip">
          <Trans>Members only</Trans>
        </span>
      );
    case "SEGMENT":
      return (
        <span className="chip">
          <Trans>Some customers only</Trans>
        </span>
      );
    case "STAFF":
      return (
        <span className="chip team">
          <Trans>Team only</Trans>
        </span>
      );
  }
}
