import { Trans } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { Comment_CommentFragmentDoc } from "../graphql/generated/graphql.ts";
import { PersonName } from "../people/PersonName.tsx";
import { Paragraphs } from "../ui/Paragraphs.tsx";
import { When } from "../ui/When.tsx";

/** One comment; the team's own carry its badge and colour. */
export function CommentItem(props: { comment: FragmentType<typeof Comment_CommentFragmentDoc> }) {
  const { id, body, author, isOfficial, createdAt } = readFragment(Comment_CommentFragmentDoc, props.comment);
  return (
    <li className={isOfficial ? "comment official" : "comment"} id={`comment-${id}`}>
      <div className="comment-head">
        {author && <PersonName person={author} />}
        <span className="note">
          <When at={createdAt} focusable />
        </span>
      </div>
      {author ? (
        <Paragraphs text={body} />
      ) : (
        <p className="note">
          <Trans>This comment was removed.</Trans>
        </p>
      )}
    </li>
  );
}
