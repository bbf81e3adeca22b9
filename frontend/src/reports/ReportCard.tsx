import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { ReportCard_ReportFragmentDoc } from "../graphql/generated/graphql.ts";
import { PersonName } from "../people/PersonName.tsx";
import { Paragraphs } from "../ui/Paragraphs.tsx";
import { When } from "../ui/When.tsx";
import { OutcomeMark } from "./OutcomeMark.tsx";
import { ToldCount } from "./ToldCount.tsx";

type Props = {
  report: FragmentType<typeof ReportCard_ReportFragmentDoc>;
  headingLevel?: "h2" | "h3";
  /** Whether to name what was answered; not where it stands already. */
  withSubject?: boolean;
};

/** What the team told the people who had spoken. */
export function ReportCard({ report, headingLevel: Heading = "h2", withSubject = true }: Props) {
  const { id, outcome, title, body, createdAt, toldCount, author, post, theme } = readFragment(
    ReportCard_ReportFragmentDoc,
    report,
  );
  return (
    <article className={`card report ${outcome === "DONE" ? "done" : "not-done"}`} id={`report-${id}`}>
      <OutcomeMark outcome={outcome} />
      <Heading>{title}</Heading>
      <Paragraphs text={body} />
      <div className="meta">
        <PersonName person={author} />
        <When at={createdAt} focusable />
        {toldCount > 0 && <ToldCount report={{ id, toldCount, postId: post?.id, themeId: theme?.id }} />}
        {withSubject && post && (
          <span>
            <Trans>
              About{" "}
              <Link
                to="/b/$board/i/$slug"
                params={{ board: post.board.slug, slug: post.slug }}
                lang={post.language}
              >
                {post.title}
              </Link>
            </Trans>
          </span>
        )}
        {withSubject && theme && (
          <span>
            <Trans>
              Theme{" "}
              <Link to="/studio/themes/$id" params={{ id: theme.id }}>
                {theme.name}
              </Link>
            </Trans>
          </span>
        )}
      </div>
    </article>
  );
}
