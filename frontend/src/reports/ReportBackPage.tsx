import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { readFragment } from "../graphql/generated/index.ts";
import {
  ReportBackAnswerFragmentDoc,
  ReportBackOnPostDocument,
  ReportBackOnThemeDocument,
  ReportBackPostDocument,
  ReportBackThemeDocument,
  type ReportBackAnswerFragment,
} from "../graphql/generated/graphql.ts";
import { StudioGate } from "../themes/StudioGate.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ReportBackForm, type ReportDraft } from "./ReportBackForm.tsx";

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
  const [{ data, error }, retry] = useQuery({
    query: ReportBackThemeDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const [, send] = useMutation(ReportBackOnThemeDocument);
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton />;
  const { theme } = data;
  if (!theme) return <NothingChosen />;
  const example = theme.examples[0];
  return (
    <ReportBack
      about={theme.name}
      home={
        <Link to="/studio/themes/$id" params={{ id }}>
          {theme.name}
        </Link>
      }
      audience={theme.audienceCount}
      quote={example && { text: example.text, language: example.language }}
      send={async (draft) => {
        const answer = (await send({ themeId: id, ...draft })).data?.reportBackOnTheme;
        return answer && readFragment(ReportBackAnswerFragmentDoc, answer);
      }}
    />
  );
}

function OnPost({ id }: { id: string }) {
  const [{ data, error }, retry] = useQuery({
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
      audience={post.audienceCount}
      quote={{ text: post.title, language: post.language }}
      send={async (draft) => {
        const answer = (await send({ postId: id, ...draft })).data?.reportBackOnPost;
        return answer && readFragment(ReportBackAnswerFragmentDoc, answer);
      }}
    />
  );
}

type Props = {
  about: string;
  home: React.ReactNode;
  audience: number;
  quote: { text: string; language: string } | undefined;
  send: (draft: ReportDraft) => Promise<ReportBackAnswerFragment | undefined>;
};

function ReportBack({ about, home, audience, quote, send }: Props) {
  const { t } = useLingui();
  const [toldCount, setToldCount] = useState<number | null>(null);
  return (
    <div className="page studio">
      <header className="page-header">
        <p className="up">{home}</p>
        <PageHeading title={t`Report back`} within={about} />
        <p className="purpose">
          {audience > 0 ? (
            <Plural
              value={audience}
              one="# person wrote, voted or commented here and hears from you, each with their own words quoted."
              other="# people wrote, voted or commented here. Each hears from you, with their own words quoted."
            />
          ) : (
            <Trans>
              Nobody can be written to here: no known person wrote, voted or commented. You can still answer
              in public.
            </Trans>
          )}
        </p>
      </header>
      {toldCount === null ? (
        <ReportBackForm audience={audience} quote={quote} send={send} onSent={setToldCount} />
      ) : (
        <Sent toldCount={toldCount} home={home} />
      )}
    </div>
  );
}

function Sent({ toldCount, home }: { toldCount: number; home: React.ReactNode }) {
  return (
    <div className="card sent" role="status">
      <h2>
        <Trans>Your answer is out</Trans>
      </h2>
      <p>
        <Plural
          value={toldCount}
          _0="It stands on the page for everyone to read."
          one="# person is being told, in the app and by email, and it stands on the page for everyone to read."
          other="# people are being told, in the app and by email, and it stands on the page for everyone to read."
        />
      </p>
      <p>
        <Trans>Back to {home}</Trans>
      </p>
    </div>
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
