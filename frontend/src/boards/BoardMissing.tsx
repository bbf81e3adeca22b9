import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";
import { useViewer } from "../people/useViewer.ts";
import { PageHeading } from "../ui/PageHeading.tsx";

/** A board that is not there, or not for this viewer; the two look the same on purpose. */
export function BoardMissing() {
  const { t } = useLingui();
  const viewer = useViewer();
  const { href } = useLocation();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`We found no such board`} />
      <p>
        {viewer ? (
          <Trans>
            It may have been renamed, or it is for other people. An admin of this site can give you access.
          </Trans>
        ) : (
          <Trans>It may have been renamed, or it is only for members.</Trans>
        )}
      </p>
      <p className="actions">
        {viewer === null && (
          <Link className="button primary" to="/sign-in" search={{ return: href }}>
            <Trans>Sign in</Trans>
          </Link>
        )}
        <Link className="button" to="/">
          <Trans>See all boards</Trans>
        </Link>
      </p>
    </div>
  );
}
