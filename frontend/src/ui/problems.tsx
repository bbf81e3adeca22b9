import { Trans } from "@lingui/react/macro";
import type { CombinedError } from "urql";
import { Link } from "@tanstack/react-router";
import { PageHeading } from "./PageHeading.tsx";
import { useLingui } from "@lingui/react/macro";

type Failure = { error: CombinedError | undefined; retry: () => void };

/** What happened and what to do next, in the words of the person waiting. */
export function FailureWords({ error }: { error: CombinedError | undefined }) {
  if (error?.networkError)
    return <Trans>We could not reach the server. Check your connection and try again.</Trans>;
  return <Trans>Something went wrong on our side. Try again in a moment; nothing you wrote is lost.</Trans>;
}

/** A whole page that could not be shown. */
export function PageProblem({ error, retry }: Failure) {
  const { t } = useLingui();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`We could not show this page`} />
      <p>
        <FailureWords error={error} />
      </p>
      <p className="actions">
        <button type="button" className="button primary" onClick={retry}>
          <Trans>Try again</Trans>
        </button>
        <Link to="/" className="button">
          <Trans>See all boards</Trans>
        </Link>
      </p>
    </div>
  );
}

/** One part of a page that could not be shown; the rest works on. */
export function PanelProblem({ error, retry }: Failure) {
  return (
    <div className="panel-problem" role="alert">
      <p>
        <FailureWords error={error} />
      </p>
      <button type="button" className="button" onClick={retry}>
        <Trans>Try again</Trans>
      </button>
    </div>
  );
}

/** Says that what is shown is older than it should be. */
export function StaleBar({ receivedAt, retry }: { receivedAt: Date | undefined; retry: () => void }) {
  const { i18n } = useLingui();
  const time = receivedAt ? i18n.date(receivedAt, { hour: "2-digit", minute: "2-digit" }) : "";
  return (
    <div className="bar" role="status">
      <span>
        <Trans>We could not refresh. Showing what we had at {time}.</Trans>
      </span>
      <button type="button" className="button small" onClick={retry}>
        <Trans>Try again</Trans>
      </button>
    </div>
  );
}
