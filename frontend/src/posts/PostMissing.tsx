import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useViewer } from "../people/useViewer.ts";
import { PageHeading } from "../ui/PageHeading.tsx";
import { SearchBox } from "./FilterBar.tsx";

/** A post that is not there, or not for this viewer; the two look the same on purpose. */
export function PostMissing({ board }: { board: string }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const navigate = useNavigate();
  const { href } = useLocation();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`We found no such post`} />
      <p>
        <Trans>It may have been removed, or its address has changed. Search for it:</Trans>
      </p>
      <SearchBox text="" onSearch={(text) => void navigate({ to: "/posts", search: { text } })} />
      <p className="actions">
        {viewer === null && (
          <Link className="button" to="/sign-in" search={{ return: href }}>
            <Trans>Sign in</Trans>
          </Link>
        )}
        <Link className="button" to="/b/$board" params={{ board }}>
          <Trans>See the board</Trans>
        </Link>
      </p>
    </div>
  );
}
