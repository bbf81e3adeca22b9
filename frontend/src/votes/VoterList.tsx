import { Plural, Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { VotersDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { PersonName } from "../people/PersonName.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

/** The number of voters; opens who they are. */
export function VoterCount({ postId, count }: { postId: string; count: number }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const { cursors, showMore } = usePages(postId);
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        <Plural value={count} one="# person voted" other="# people voted" />
      </button>
      {isOpen && (
        <Dialog title={t`Who voted`} onClose={() => setOpen(false)}>
          {cursors.map((after, page) => (
            <VoterPage
              key={after}
              postId={postId}
              after={after}
              isLast={page === cursors.length - 1}
              onMore={showMore}
            />
          ))}
        </Dialog>
      )}
    </>
  );
}

type PageProps = { postId: string; after: string | null; isLast: boolean; onMore: (after: string) => void };

function VoterPage({ postId, after, isLast, onMore }: PageProps) {
  const { data, error, retry } = useKept({ query: VotersDocument, variables: { postId, after } });
  const voters = data?.post?.voters;
  if (!voters) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  if (voters.totalCount === 0) {
    return (
      <p>
        <Trans>Nobody has voted yet.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul className="people">
        {voters.edges.map(({ node }) => (
          <li key={node.id}>
            <PersonName person={node} />
          </li>
        ))}
      </ul>
      {isLast && <MoreButton info={voters.pageInfo} onMore={onMore} />}
    </>
  );
}
