import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";
import { ThemeSentencesDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { SearchBox } from "../posts/FilterBar.tsx";
import { Empty } from "../ui/Empty.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { SentenceQuote } from "./SentenceQuote.tsx";

/** Every sentence of a theme, most typical first. */
export function SentenceList({ themeId, count }: { themeId: string; count: number }) {
  const [text, setText] = useState("");
  const { cursors, showMore } = usePages(text);
  return (
    <section aria-labelledby="sentences">
      <div className="section-head">
        <h2 id="sentences" tabIndex={-1}>
          <Plural value={count} one="The # sentence in it" other="All # sentences, most typical first" />
        </h2>
        <SearchBox text={text} onSearch={setText} />
      </div>
      {cursors.map((after, page) => (
        <SentencePage
          key={`${text} ${after}`}
          themeId={themeId}
          text={text}
          count={count}
          after={after}
          isLast={page === cursors.length - 1}
          onMore={showMore}
        />
      ))}
    </section>
  );
}

type PageProps = {
  themeId: string;
  text: string;
  count: number;
  after: string | null;
  isLast: boolean;
  onMore: (after: string) => void;
};

function SentencePage({ themeId, text, count, after, isLast, onMore }: PageProps) {
  const { data, error, retry } = useKept({
    query: ThemeSentencesDocument,
    variables: { id: themeId, text: text || null, after },
  });
  const sentences = data?.theme?.sentences;
  if (!sentences) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  if (sentences.edges.length === 0) {
    return (
      <Empty>
        <p>
          <Trans>
            No sentence mentions “{text}”. Without the search there are {count}.
          </Trans>
        </p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="sentence-list">
        {sentences.edges.map(({ node }) => (
          <li key={node.id}>
            <SentenceQuote sentence={node} />
          </li>
        ))}
      </ul>
      {isLast && <MoreButton info={sentences.pageInfo} onMore={onMore} />}
    </>
  );
}
