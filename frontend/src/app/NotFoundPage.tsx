import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { PageHeading } from "../ui/PageHeading.tsx";

export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`There is no page at this address`} />
      <p>
        <Trans>It may have moved, or the link may be incomplete.</Trans>
      </p>
      <p className="actions">
        <Link className="button primary" to="/">
          <Trans>See all boards</Trans>
        </Link>
      </p>
    </div>
  );
}
