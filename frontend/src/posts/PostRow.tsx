import { Plural, Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { PostRow_PostFragmentDoc } from "../graphql/generated/graphql.ts";
import { Icon } from "../ui/Icon.tsx";
import { When } from "../ui/When.tsx";
import { VoteButton } from "../votes/VoteButton.tsx";
import { KindMark, StatusChip } from "./chips.tsx";

type Props = { post: FragmentType<typeof PostRow_PostFragmentDoc>; withBoard?: boolean };

/** One post in a list: vote, title, two lines, and where it stands. */
export function PostRow({ post, withBoard = false }: Props) {
  const row = readFragment(PostRow_PostFragmentDoc, post);
  const address = { to: "/b/$board/i/$slug", params: { board: row.board.slug, slug: row.slug } } as const;
  return (
    <li className="post-row">
      <VoteButton post={row} />
      <div className="post-row-words">
        <h2 className="post-row-title" lang={row.language}>
          <Link {...address}>{row.title}</Link>
        </h2>
        <p className="excerpt" lang={row.language}>
          {row.excerpt}
        </p>
        <div className="meta">
          <StatusChip status={row.status} />
          <KindMark kind={row.kind} />
          {withBoard && (
            <Link to="/b/$board" params={{ board: row.board.slug }}>
              {row.board.name}
            </Link>
          )}
          {row.tags.map((tag) => (
            <Link
              key={tag.id}
              className="tag"
              to="/b/$board"
              params={{ board: row.board.slug }}
              search={{ tag: tag.name }}
            >
              {tag.name}
            </Link>
          ))}
          <span>
            {row.author ? (
              <Trans>
                {row.author.name}, <When at={row.createdAt} />
              </Trans>
            ) : (
              <When at={row.createdAt} />
            )}
          </span>
          <Link {...address} hash="comments" className="comment-count">
            <Icon name="comment" />
            <Plural value={row.commentCount} one="# comment" other="# comments" />
          </Link>
        </div>
      </div>
    </li>
  );
}
