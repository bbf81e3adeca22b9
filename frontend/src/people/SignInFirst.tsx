import { Trans } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";
import { PageHeading } from "../ui/PageHeading.tsx";

/** A page that needs to know who is reading it. */
export function SignInFirst({ title }: { title: string }) {
  const { href } = useLocation();
  return (
    <div className="page reading message-page">
      <PageHeading title={title} />
      <p>
        <Trans>This page is about you, so we need to know who you are.</Trans>
      </p>
      <p className="actions">
        <Link className="button primary" to="/sign-in" search={{ return: href }}>
          <Trans>Sign in</Trans>
        </Link>
      </p>
    </div>
  );
}
