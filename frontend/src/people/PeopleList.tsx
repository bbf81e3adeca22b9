import { Trans } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { PeopleList_PeopleFragmentDoc } from "../graphql/generated/graphql.ts";
import type { ListPage } from "../ui/ListButton.tsx";
import { MoreButton } from "../ui/pages.tsx";
import { PersonName } from "./PersonName.tsx";

type Props = { people: FragmentType<typeof PeopleList_PeopleFragmentDoc>; page: ListPage };

/** One part of a list of people. */
export function PeopleList({ people, page }: Props) {
  const { edges, pageInfo } = readFragment(PeopleList_PeopleFragmentDoc, people);
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
          <li key={node.id}>
            <PersonName person={node} />
          </li>
        ))}
      </ul>
      {page.isLast && <MoreButton info={pageInfo} onMore={page.onMore} />}
    </>
  );
}
