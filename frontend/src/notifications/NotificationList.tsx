import { Trans } from "@lingui/react/macro";
import { useMutation } from "urql";
import { MarkNotificationsReadDocument, NotificationsDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { Empty } from "../ui/Empty.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { NotificationCard } from "./NotificationCard.tsx";

/** What became of what one said, newest first. */
export function NotificationList() {
  const { cursors, showMore } = usePages("notifications");
  return (
    <>
      {cursors.map((after, page) => (
        <NotificationPage key={after} after={after} isLast={page === cursors.length - 1} onMore={showMore} />
      ))}
    </>
  );
}

type PageProps = { after: string | null; isLast: boolean; onMore: (after: string) => void };

function NotificationPage({ after, isLast, onMore }: PageProps) {
  const { data, error, receivedAt, retry } = useKept({
    query: NotificationsDocument,
    variables: { after },
    requestPolicy: "cache-and-network",
  });
  const [, markRead] = useMutation(MarkNotificationsReadDocument);
  if (!data) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={4} />;
  if (!data.viewer) return null;
  const { notifications, unreadCount } = data.viewer;
  if (notifications.totalCount === 0) {
    return (
      <Empty>
        <p>
          <Trans>Nothing yet. Vote on something and its story will appear here.</Trans>
        </p>
      </Empty>
    );
  }
  return (
    <>
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      {after === null && unreadCount > 0 && (
        <p className="list-action">
          <button type="button" className="button small" onClick={() => void markRead({}).then(retry)}>
            <Trans>Mark all as read</Trans>
          </button>
        </p>
      )}
      <ul className="plain-list stack">
        {notifications.edges.map(({ node }) => (
          <NotificationCard
            key={node.id}
            notification={node}
            onRead={() => void markRead({ ids: [node.id] }).then(retry)}
          />
        ))}
      </ul>
      {isLast && <MoreButton info={notifications.pageInfo} onMore={onMore} />}
    </>
  );
}
