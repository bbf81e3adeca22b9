import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { Sentence_SentenceFragmentDoc } from "../graphql/generated/graphql.ts";
import { When } from "../ui/When.tsx";

/** A sentence in its author's own words, with the post that it comes from. */
export function SentenceQuote(props: { sentence: FragmentType<typeof Sentence_SentenceFragmentDoc> }) {
  const { text, language, post } = readFragment(Sentence_SentenceFragmentDoc, props.sentence);
  return (
    <figure className="quote">
      <blockquote lang={language}>{text}</blockquote>
      <figcaption className="meta">
        {post.author && <span>{post.author.name}</span>}
        <When at={post.createdAt} />
        <Link
          to="/b/$board/i/$slug"
          params={{ board: post.board.slug, slug: post.slug }}
          lang={post.language}
        >
          {post.title}
        </Link>
      </figcaption>
    </figure>
  );
}
