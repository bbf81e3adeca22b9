import { Plural, useLingui } from "@lingui/react/macro";
import { VotersDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { PeopleList } from "../people/PeopleList.tsx";
import { ListButton, type ListPage } from "../ui/ListButton.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

/** The number of voters; opens who they are. */
export function VoterCount({ postId, count }: { postId: string; count: number }) {
  const { t } = useLingui();
  return (
    <ListButton
      title={t`Who voted`}
      list={postId}
      renderPage={(page) => <Voters postId={postId} page={page} />}
    >
      <Plural value={count} one="# person voted" other="# people voted" />
    </ListButton>
  );
}

function Voters({ postId, page }: { postId: string; page: ListPage }) {
  const { data, error, retry } = useKept({ query: VotersDocument, variables: { postId, after: page.after } });
  const voters = data?.post?.voters;
  if (!voters) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  return <PeopleList people={voters} page={page} />;
}
