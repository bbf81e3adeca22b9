import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import { readFragment } from "../graphql/generated/index.ts";
import {
  ReportBackAnswerFragmentDoc,
  ReportBackOnPostDocument,
  ReportBackOnThemeDocument,
  ReportBackPostDocument,
  ReportBackThemeDocument,
} from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { StudioGate } from "../themes/StudioGate.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { PostAudience, ThemeAudience } from "./Audience.tsx";
import { ReportBack } from "./ReportBack.tsx";

const route = getRouteApi("/studio/report-back");

/** Answers everyone who contributed to a theme or a post. */
export function ReportBackPage() {
  const { theme, post } = route.useSearch();
  return (
    <StudioGate mayEnter={(viewer) => viewer.mayManage}>
      {theme ? (
        <OnTheme key={theme} id={theme} />
      ) : post ? (
        <OnPost key={post} id={post} />
      ) : (
        <NothingChosen />
      )}
    </StudioGate>
  );
}

function OnTheme({ id }: { id: string }) {
  const { data, error, retry } = useKept({
    query: ReportBackThemeDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const [, send] = useMutation(ReportBackOnThemeDocument);
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton />;
  const { theme, boards } = data;
  if (!theme) return <NothingChosen />;
  return (
    <ReportBack
      about={theme.name}
      home={
        <Link to="/studio/themes/$id" params={{ id }}>
          {theme.name}
        </Link>
      }
      audience={theme.audience}
      renderAudience={(page) => <ThemeAudience id={id} page={page} />}
      places={{ boards, usual: theme.examples[0]?.post.board.slug ?? null }}
      send={async (draft) => {
        const answer = (await send({ themeId: id, ...draft })).data?.reportBackOnTheme;
        return answer && readFragment(ReportBackAnswerFragmentDoc, answer);
      }}
    />
  );
}

function OnPost({ id }: { id: string }) {
  const { data, error, retry } = useKept({
    query: ReportBackPostDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const [, send] = useMutation(ReportBackOnPostDocument);
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton />;
  const { post } = data;
  if (!post) return <NothingChosen />;
  return (
    <ReportBack
      about={post.title}
      home={
        <Link
          to="/b/$board/i/$slug"
          params={{ board: post.board.slug, slug: post.slug }}
          lang={post.language}
        >
          {post.title}
        </Link>
      }
      audience={post.audience}
      renderAudience={(page) => <PostAudience id={id} page={page} />}
      places={null}
      send={async ({ outcome, title, body }) => {
        const answer = (await send({ postId: id, outcome, title, body })).data?.reportBackOnPost;
        return answer && readFragment(ReportBackAnswerFragmentDoc, answer);
      }}
    />
  );
}

function NothingChosen() {
  const { t } = useLingui();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`Choose what to answer first`} />
      <p>
        <Trans>Report back from a theme or from a post; both have the button.</Trans>
      </p>
      <p className="actions">
        <Link className="button primary" to="/studio/themes">
          <Trans>See all themes</Trans>
        </Link>
      </p>
    </div>
  );
}
