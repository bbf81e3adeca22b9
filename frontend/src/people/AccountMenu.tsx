import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMutation, useQuery } from "urql";
import { SignOutDocument, ViewerDocument } from "../graphql/generated/graphql.ts";
import { useStartOver } from "../graphql/session.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";
import { useViewer, type Viewer } from "./useViewer.ts";

/** The way in for visitors; news, one's own page and the way out for everyone else. */
export function AccountMenu() {
  const viewer = useViewer();
  const { href, pathname } = useLocation();
  if (viewer === undefined) return <div className="account" />;
  if (viewer === null) {
    return (
      <div className="account">
        {pathname !== "/sign-in" && (
          <Link className="button" to="/sign-in" search={{ return: href }}>
            <Trans>Sign in</Trans>
          </Link>
        )}
      </div>
    );
  }
  return <SignedIn viewer={viewer} />;
}

function SignedIn({ viewer }: { viewer: Viewer }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const startOver = useStartOver();
  const [, signOut] = useMutation(SignOutDocument);
  useFreshNews();

  const leave = async () => {
    await signOut({});
    startOver();
    await navigate({ to: "/" });
  };

  const { name } = viewer.person;
  const news = plural(viewer.unreadCount, {
    0: "Notifications, none new",
    one: "Notifications, # new",
    other: "Notifications, # new",
  });
  return (
    <div className="account">
      <Link to="/me" className="button quiet icon-only bell" aria-label={t`${news}`}>
        <Icon name="bell" />
        {viewer.unreadCount > 0 && <span className="badge">{Math.min(viewer.unreadCount, 99)}</span>}
      </Link>
      <Menu
        className="at-end"
        label={
          <>
            <span className="avatar">{initials(name)}</span>
            <span className="visually-hidden">
              <Trans>Account of {name}</Trans>
            </span>
          </>
        }
      >
        <p className="menu-note">
          <strong>{name}</strong>
          <span className="note">{viewer.email}</span>
        </p>
        <ul>
          <li>
            <Link to="/me">
              <Trans>Notifications</Trans>
            </Link>
          </li>
          <li>
            <Link to="/me" search={{ tab: "posts" }}>
              <Trans>Your posts</Trans>
            </Link>
          </li>
          <li>
            <button type="button" onClick={() => void leave()}>
              <Trans>Sign out</Trans>
            </button>
          </li>
        </ul>
      </Menu>
    </div>
  );
}

/** Asks again for the number of unread notifications on each page and when the window returns. */
function useFreshNews() {
  const router = useRouter();
  const [, refetch] = useQuery({ query: ViewerDocument, pause: true });
  useEffect(() => {
    const ask = () => document.visibilityState === "visible" && refetch({ requestPolicy: "network-only" });
    const leaveRouter = router.subscribe("onResolved", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      leaveRouter();
      document.removeEventListener("visibilitychange", ask);
    };
  }, [router, refetch]);
}

function initials(name: string): string {
  const [first = "", ...others] = name.split(/\s+/);
  return (first.slice(0, 1) + (others.at(-1) ?? "").slice(0, 1)).toUpperCase();
}
