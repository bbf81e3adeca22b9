import { Trans, useLingui } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { ContributorList_ContributorsFragmentDoc } from "../graphql/generated/graphql.ts";
import type { ListPage } from "../ui/ListButton.tsx";
import { MoreButton } from "../ui/pages.tsx";
import { whatTheyDid } from "./contributions.ts";
import { PersonName } from "./PersonName.tsx";

type Props = { contributors: FragmentType<typeof ContributorList_ContributorsFragmentDoc>; page: ListPage };

/** One part of a list of people with the words that stand for each of them. */
export function ContributorList({ contributors, page }: Props) {
  const { i18n } = useLingui();
  const { edges, pageInfo } = readFragment(ContributorList_ContributorsFragmentDoc, contributors);
  if (edges.length === 0) {
    return (
      <p>
        <Trans>Nobody yet.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul className="people">
        {edges.map(({ node }) => (
          <li key={node.person.id}>
            <PersonName person={node.person} />{" "}
            <span className="note">{i18n._(whatTheyDid[node.contribution])}</span>
            <blockquote>{node.quote}</blockquote>
          </li>
        ))}
      </ul>
      {page.isLast && <MoreButton info={pageInfo} onMore={page.onMore} />}
    </>
  );
}
