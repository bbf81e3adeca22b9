import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { NotificationList } from "../notifications/NotificationList.tsx";
import { PostList } from "../posts/PostList.tsx";
import { Empty } from "../ui/Empty.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { SignInFirst } from "./SignInFirst.tsx";
import { useViewer } from "./useViewer.ts";

const route = getRouteApi("/me");

/** What changed for the things one cares about, and what one wrote. */
export function MePage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const { tab } = route.useSearch();
  if (viewer === undefined) return <Skeleton />;
  if (viewer === null) return <SignInFirst title={t`Your page`} />;
  return (
    <div className="page reading">
      <header className="page-header">
        <PageHeading title={t`Your page`}>
          <Trans>What became of what you said</Trans>
        </PageHeading>
        <p className="purpose">
          {viewer.person.name}, {viewer.email}
        </p>
      </header>
      <nav className="tabs" aria-label={t`Your page`}>
        <ul>
          <li>
            <Link to="/me" className="tab" aria-current={tab ? undefined : "page"} activeProps={{}}>
              <Trans>Notifications</Trans>{" "}
              {viewer.unreadCount > 0 && <span className="count">{viewer.unreadCount}</span>}
            </Link>
          </li>
          <li>
            <Link
              to="/me"
              search={{ tab: "posts" }}
              className="tab"
              aria-current={tab === "posts" ? "page" : undefined}
              activeProps={{}}
            >
              <Trans>Your posts</Trans>
            </Link>
          </li>
        </ul>
      </nav>
      {tab === "posts" ? (
        <PostList
          wanted={{ author: viewer.person.id, sort: "NEWEST" }}
          withBoard
          empty={
            <Empty>
              <p>
                <Trans>
                  You have not posted yet. <Link to="/">Choose a board</Link> and say what you need.
                </Trans>
              </p>
            </Empty>
          }
        />
      ) : (
        <NotificationList />
      )}
    </div>
  );
}
