import { Trans } from "@lingui/react/macro";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { useSubscription } from "urql";
import { CommentSection } from "../comments/CommentSection.tsx";
import { PostChangedDocument, PostPageDocument, type PostPageQuery } from "../graphql/generated/graphql.ts";
import { useCatchUp } from "../graphql/live.ts";
import { useKept } from "../graphql/useKept.ts";
import { PersonName } from "../people/PersonName.tsx";
import { useViewer } from "../people/useViewer.ts";
import { ReportCard } from "../reports/ReportCard.tsx";
import { Icon } from "../ui/Icon.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { Paragraphs } from "../ui/Paragraphs.tsx";
import { PageProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { When } from "../ui/When.tsx";
import { VoteButton } from "../votes/VoteButton.tsx";
import { VoterCount } from "../votes/VoterCount.tsx";
import { KindMark, StatusChip } from "./chips.tsx";
import { ManagePost } from "./ManagePost.tsx";
import { PostMissing } from "./PostMissing.tsx";
import { StatusHistory } from "./StatusHistory.tsx";
import { Channel } from "./Channel.tsx";

const route = getRouteApi("/b/$board/i/$slug");

export type ShownPost = NonNullable<PostPageQuery["post"]>;

export function PostPage() {
  const { slug } = route.useParams();
  return <PostBySlug key={slug} slug={slug} />;
}

function PostBySlug({ slug }: { slug: string }) {
  const { board } = route.useParams();
  const { data, error, receivedAt, retry } = useKept({
    query: PostPageDocument,
    variables: { slug },
    requestPolicy: "cache-and-network",
  });
  useCatchUp(retry);
  const postId = data?.post?.id ?? "";
  useSubscription({ query: PostChangedDocument, variables: { postId }, pause: postId === "" });

  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton rows={6} />;
  const { post } = data;
  if (!post) return <PostMissing board={board} />;
  if (post.board.slug !== board) {
    return <Navigate to="/b/$board/i/$slug" params={{ board: post.board.slug, slug }} replace />;
  }
  return (
    <div className="page post-page">
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      <Post post={post} />
    </div>
  );
}

function Post({ post }: { post: ShownPost }) {
  const viewer = useViewer();
  return (
    <>
      <div className="post-main">
        <p className="up">
          <Link to="/b/$board" params={{ board: post.board.slug }}>
            {post.board.name}
          </Link>
        </p>
        <PostHead post={post} />
        {post.body.trim() !== "" && <Paragraphs text={post.body} lang={post.language} />}
        <div className="meta">
          <VoterCount postId={post.id} count={post.voteCount} />
          {post.tags.map((tag) => (
            <Link
              key={tag.id}
              className="tag"
              to="/b/$board"
              params={{ board: post.board.slug }}
              search={{ tag: tag.name }}
            >
              {tag.name}
            </Link>
          ))}
        </div>
        {post.reports.length > 0 && (
          <section className="stack" aria-labelledby="answers">
            <h2 id="answers">
              <Trans>Our answer</Trans>
            </h2>
            {post.reports.map((report) => (
              <ReportCard key={report.id} report={report} headingLevel="h3" withSubject={false} />
            ))}
          </section>
        )}
        <CommentSection postId={post.id} count={post.commentCount} />
      </div>
      <aside className="post-side">
        {viewer?.mayManage && <ManagePost post={post} />}
        {post.themes.length > 0 && <PostThemes themes={post.themes} />}
        <StatusHistory post={post} />
      </aside>
    </>
  );
}

function PostHead({ post }: { post: ShownPost }) {
  return (
    <header className="post-head">
      <VoteButton post={post} />
      <div>
        <PageHeading title={post.title} within={post.board.name} lang={post.language} />
        <div className="meta">
          <StatusChip status={post.status} />
          <KindMark kind={post.kind} />
          {post.author && <PersonName person={post.author} />}
          <When at={post.createdAt} focusable />
          <Channel channel={post.channel} />
        </div>
        {post.statusReason && (
          <p className="status-reason">
            <StatusReasonMark />
            {post.statusReason}
          </p>
        )}
      </div>
    </header>
  );
}

function StatusReasonMark() {
  return (
    <span className="visually-hidden">
      <Trans>Why it stands there:</Trans>{" "}
    </span>
  );
}

function PostThemes({ themes }: { themes: ShownPost["themes"] }) {
  return (
    <section className="card side-card" aria-labelledby="post-themes">
      <h2 id="post-themes">
        <Trans>Themes in it</Trans>
      </h2>
      <ul className="plain-list">
        {themes.map((theme) => (
          <li key={theme.id}>
            <Icon name={theme.namedBy ? "themes" : "machine"} />
            <Link to="/studio/themes/$id" params={{ id: theme.id }}>
              {theme.name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="note">
        <Icon name="machine" /> <Trans>Found by a machine; only your team sees this.</Trans>
      </p>
    </section>
  );
}
