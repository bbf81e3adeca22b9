import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { Notification_NotificationFragmentDoc, type NotificationKind } from "../graphql/generated/graphql.ts";
import { whatYouDid } from "../people/contributions.ts";
import { OutcomeMark } from "../reports/OutcomeMark.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Paragraphs } from "../ui/Paragraphs.tsx";
import { When } from "../ui/When.tsx";

const occasions: Record<NotificationKind, MessageDescriptor> = {
  REPORTED_BACK: msg`An answer`,
  STATUS_CHANGED: msg`A new status`,
  COMMENTED: msg`A new comment`,
  REPLIED: msg`An answer to you`,
  MENTIONED: msg`You are mentioned`,
  NOTED: msg`A note of the team`,
  ANSWER_ACCEPTED: msg`Your answer was accepted`,
  APPROVED: msg`Published`,
  REJECTED: msg`Not published`,
  ANNOUNCED: msg`Something new`,
  MERGED: msg`Posts merged`,
  SEPARATED: msg`Posts separated`,
  MERGE_DISMISSED: msg`Posts stay apart`,
};

type Props = { notification: FragmentType<typeof Notification_NotificationFragmentDoc>; onRead: () => void };

/** One piece of news, with the words of one's own that it answers. */
export function NotificationCard({ notification, onRead }: Props) {
  const { i18n } = useLingui();
  const news = readFragment(Notification_NotificationFragmentDoc, notification);
  const isUnread = news.readAt === null;
  return (
    <li className={isUnread ? "card notification unread" : "card notification"}>
      <div className="notification-head">
        {news.report ? (
          <OutcomeMark outcome={news.report.outcome} />
        ) : (
          <span className="occasion">
            <Icon name={news.kind === "COMMENTED" ? "comment" : "clock"} />
            {i18n._(occasions[news.kind])}
          </span>
        )}
        <span className="note">
          <When at={news.createdAt} focusable />
        </span>
        {isUnread && (
          <span className="chip new">
            <Trans context="badge of a notification that was not read yet">New</Trans>
          </span>
        )}
      </div>
      <h2>{news.title}</h2>
      <Paragraphs text={news.body} />
      {news.quote && (
        <figure className="quote own">
          {news.contribution && <figcaption>{i18n._(whatYouDid[news.contribution])}</figcaption>}
          <blockquote lang={news.post?.language}>{news.quote}</blockquote>
        </figure>
      )}
      <div className="meta">
        {news.post && (
          <Link
            to="/b/$board/i/$slug"
            params={{ board: news.post.board.slug, slug: news.post.slug }}
            onClick={() => isUnread && onRead()}
          >
            <Trans>Open “{news.post.title}”</Trans>
          </Link>
        )}
        {isUnread && (
          <button type="button" className="link" onClick={onRead}>
            <Trans>Mark as read</Trans>
          </button>
        )}
      </div>
    </li>
  );
}
