import { useKept } from "../graphql/useKept.ts";
import { PostAudienceDocument, ThemeAudienceDocument } from "../graphql/generated/graphql.ts";
import { ContributorList } from "../people/ContributorList.tsx";
import type { ListPage } from "../ui/ListButton.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

type Props = { id: string; page: ListPage };

/** Who would hear an answer to a theme, and the words of theirs that it would quote. */
export function ThemeAudience({ id, page }: Props) {
  const { data, error, retry } = useKept({
    query: ThemeAudienceDocument,
    variables: { id, after: page.after },
  });
  const audience = data?.theme?.audience;
  if (!audience) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  return <ContributorList contributors={audience} page={page} />;
}

/** Who would hear an answer to a post, and the words of theirs that it would quote. */
export function PostAudience({ id, page }: Props) {
  const { data, error, retry } = useKept({
    query: PostAudienceDocument,
    variables: { id, after: page.after },
  });
  const audience = data?.post?.audience;
  if (!audience) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  return <ContributorList contributors={audience} page={page} />;
}
