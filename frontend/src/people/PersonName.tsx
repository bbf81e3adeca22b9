import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { PersonName_PersonFragmentDoc } from "../graphql/generated/graphql.ts";

/** A person by name, marked when on the team; the name opens what they wrote. */
export function PersonName({ person }: { person: FragmentType<typeof PersonName_PersonFragmentDoc> }) {
  const { id, name, isStaff } = readFragment(PersonName_PersonFragmentDoc, person);
  return (
    <span className="person">
      <Link to="/posts" search={{ author: id }} className="person-name">
        {name}
      </Link>
      {isStaff && (
        <span className="chip team">
          <Trans context="badge of a person who works for the organisation">Team</Trans>
        </span>
      )}
    </span>
  );
}
