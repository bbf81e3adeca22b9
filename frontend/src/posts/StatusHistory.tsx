import { Trans } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { StatusHistory_PostFragmentDoc } from "../graphql/generated/graphql.ts";
import { PersonName } from "../people/PersonName.tsx";
import { When } from "../ui/When.tsx";
import { StatusChip } from "./chips.tsx";

/** Where a post stood, since when, and why. */
export function StatusHistory(props: { post: FragmentType<typeof StatusHistory_PostFragmentDoc> }) {
  const { statusHistory } = readFragment(StatusHistory_PostFragmentDoc, props.post);
  if (statusHistory.length === 0) return null;
  return (
    <section className="card side-card" aria-labelledby="history">
      <h2 id="history">
        <Trans>What happened so far</Trans>
      </h2>
      <ol className="history">
        {statusHistory.map(({ status, reason, silent, at, by }) => (
          <li key={at}>
            <StatusChip status={status} />
            {reason && <p>{reason}</p>}
            <p className="note">
              {by && <PersonName person={by} />} <When at={at} focusable />
              {silent && (
                <>
                  {" "}
                  <Trans>Nobody was told.</Trans>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
