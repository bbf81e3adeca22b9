import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useViewer, type Viewer } from "../people/useViewer.ts";
import { PageHeading } from "../ui/PageHeading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

type Props = { mayEnter?: (viewer: Viewer) => boolean; children: ReactNode };

/** Lets the team in, and tells everyone else who can. */
export function StudioGate({ mayEnter = (viewer) => viewer.isStaff, children }: Props) {
  const { t } = useLingui();
  const viewer = useViewer();
  const { href } = useLocation();
  if (viewer === undefined) return <Skeleton />;
  if (viewer && mayEnter(viewer)) return children;
  return (
    <div className="page reading message-page">
      <PageHeading title={t`This page is for the team`} />
      <p>
        {viewer ? (
          <Trans>You are signed in as {viewer.person.name}. An admin of this site can give you access.</Trans>
        ) : (
          <Trans>Sign in with your work address to read it.</Trans>
        )}
      </p>
      <p className="actions">
        {!viewer && (
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
