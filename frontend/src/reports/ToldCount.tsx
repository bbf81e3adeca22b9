import { Plural, useLingui } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import {
  Told_ReportFragmentDoc,
  ToldOnPostDocument,
  ToldOnThemeDocument,
} from "../graphql/generated/graphql.ts";
import { useKept, type Kept } from "../graphql/useKept.ts";
import { ContributorList } from "../people/ContributorList.tsx";
import { useViewer } from "../people/useViewer.ts";
import { ListButton, type ListPage } from "../ui/ListButton.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

type Report = { id: string; toldCount: number; postId: string | undefined; themeId: string | undefined };

/** How many people were told; for the team it opens who they are. */
export function ToldCount({ report }: { report: Report }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const { id, toldCount, postId, themeId } = report;
  const words = <Plural value={toldCount} one="# person was told" other="# people were told" />;
  if (!viewer?.isStaff || !(postId ?? themeId)) return <span>{words}</span>;
  return (
    <ListButton
      title={t`Who was told`}
      list={id}
      renderPage={(page) =>
        postId ? (
          <ToldOnPost id={postId} reportId={id} page={page} />
        ) : (
          <ToldOnTheme id={themeId ?? ""} reportId={id} page={page} />
        )
      }
    >
      {words}
    </ListButton>
  );
}

type ToldProps = { id: string; reportId: string; page: ListPage };

function ToldOnPost({ id, reportId, page }: ToldProps) {
  const answer = useKept({ query: ToldOnPostDocument, variables: { id, after: page.after } });
  return <Told answer={answer} reports={answer.data?.post?.reports} reportId={reportId} page={page} />;
}

function ToldOnTheme({ id, reportId, page }: ToldProps) {
  const answer = useKept({ query: ToldOnThemeDocument, variables: { id, after: page.after } });
  return <Told answer={answer} reports={answer.data?.theme?.reports} reportId={reportId} page={page} />;
}

function Told(props: {
  answer: Kept<unknown>;
  reports: readonly FragmentType<typeof Told_ReportFragmentDoc>[] | undefined;
  reportId: string;
  page: ListPage;
}) {
  const { error, retry } = props.answer;
  const report = readFragment(Told_ReportFragmentDoc, props.reports)?.find(({ id }) => id === props.reportId);
  if (!report) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  return <ContributorList contributors={report.told} page={props.page} />;
}
