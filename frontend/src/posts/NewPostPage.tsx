import { useLingui } from "@lingui/react/macro";
import { Trans } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BoardMissing } from "../boards/BoardMissing.tsx";
import { NewPostDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { useViewer } from "../people/useViewer.ts";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { NewPostForm } from "./NewPostForm.tsx";

const route = getRouteApi("/b/$board/new");

export function NewPostPage() {
  const { t } = useLingui();
  const { board: slug } = route.useParams();
  const viewer = useViewer();
  const { data, error, retry } = useKept({ query: NewPostDocument, variables: { slug } });
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  if (!data.board) return <BoardMissing />;
  const { name, mayPost } = data.board;
  return (
    <div className="page reading">
      <header className="page-header">
        <p className="up">
          <Link to="/b/$board" params={{ board: slug }}>
            {name}
          </Link>
        </p>
        <PageHeading title={t`Tell us`} within={name} />
      </header>
      {mayPost || !viewer ? (
        <NewPostForm key={slug} board={slug} />
      ) : (
        <p>
          <Trans>You can read this board, but not post on it. An admin of this site can change that.</Trans>
        </p>
      )}
    </div>
  );
}
