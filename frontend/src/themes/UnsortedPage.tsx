import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { UnsortedSentencesDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { Empty } from "../ui/Empty.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { SentenceQuote } from "./SentenceQuote.tsx";
import { StudioGate } from "./StudioGate.tsx";

/** The sentences that the latest run could not place, so that nothing anyone said is out of sight. */
export function UnsortedPage() {
  return (
    <StudioGate>
      <Unsorted />
    </StudioGate>
  );
}

function Unsorted() {
  const { t } = useLingui();
  const { cursors, showMore } = usePages("unsorted");
  return (
    <div className="page studio">
      <header className="page-header">
        <p className="up">
          <Link to="/studio/themes">
            <Trans>Themes</Trans>
          </Link>
        </p>
        <PageHeading title={t`In no theme`} />
        <p className="purpose">
          <Trans>Sentences that mean too little on their own, or something that nobody else said.</Trans>
        </p>
      </header>
      {cursors.map((after, page) => (
        <UnsortedList
          key={after}
          after={after}
          isFirst={page === 0}
          isLast={page === cursors.length - 1}
          onMore={showMore}
        />
      ))}
    </div>
  );
}

type ListProps = {
  after: string | null;
  isFirst: boolean;
  isLast: boolean;
  onMore: (after: string) => void;
};

function UnsortedList({ after, isFirst, isLast, onMore }: ListProps) {
  const { data, error, retry } = useKept({ query: UnsortedSentencesDocument, variables: { after } });
  const sentences = data?.unsortedSentences;
  if (!sentences) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  if (sentences.edges.length === 0) {
    return (
      <Empty>
        <p>
          <Trans>Every sentence is in a theme.</Trans>
        </p>
      </Empty>
    );
  }
  return (
    <>
      {isFirst && (
        <div className="section-head">
          <h2>
            <Plural value={sentences.totalCount} one="# sentence" other="# sentences" />
          </h2>
        </div>
      )}
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
