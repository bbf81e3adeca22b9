import { Trans, useLingui } from "@lingui/react/macro";
import { PageHeading } from "../ui/PageHeading.tsx";

/** What is left to say when the page itself broke. */
export function CrashPage() {
  const { t } = useLingui();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`This page broke`} />
      <p>
        <Trans>Something went wrong on our side. Loading the page again usually helps.</Trans>
      </p>
      <p className="actions">
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          <Trans>Load again</Trans>
        </button>
      </p>
    </div>
  );
}
