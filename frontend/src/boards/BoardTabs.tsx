import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { BoardTabs_BoardFragmentDoc, type Status } from "../graphql/generated/graphql.ts";
import type { PostFilters } from "../posts/filters.ts";
import { statusNames, statuses } from "../posts/words.ts";

type Props = { board: FragmentType<typeof BoardTabs_BoardFragmentDoc>; filters: PostFilters };

/** The statuses of a board with their counts, as links that keep the other filters. */
export function BoardTabs({ board, filters }: Props) {
  const { t, i18n } = useLingui();
  const { slug, statusCounts } = readFragment(BoardTabs_BoardFragmentDoc, board);
  const counts = new Map<Status | undefined, number>(
    statusCounts.map(({ status, count }) => [status, count]),
  );
  counts.set(
    undefined,
    statusCounts.reduce((sum, { count }) => sum + count, 0),
  );
  return (
    <nav className="tabs" aria-label={t`Status`}>
      <ul>
        {[undefined, ...statusNames].map((status) => (
          <li key={status ?? "all"}>
            <Link
              to="/b/$board"
              params={{ board: slug }}
              search={{ ...filters, status }}
              className="tab"
              activeProps={{}}
              aria-current={filters.status === status ? "page" : undefined}
              resetScroll={false}
            >
              {status ? i18n._(statuses[status].words) : <Trans>All</Trans>}{" "}
              <span className="count">{i18n.number(counts.get(status) ?? 0)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
