import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { BoardTabs_BoardFragmentDoc, type BoardQuery } from "../graphql/generated/graphql.ts";
import type { PostFilters } from "../posts/filters.ts";

type Props = {
  board: FragmentType<typeof BoardTabs_BoardFragmentDoc>;
  statuses: BoardQuery["statuses"];
  filters: PostFilters;
};

/** The statuses of a board with their counts, as links that keep the other filters. */
export function BoardTabs({ board, statuses, filters }: Props) {
  const { t, i18n } = useLingui();
  const { slug, statusCounts } = readFragment(BoardTabs_BoardFragmentDoc, board);
  const counts = new Map<string | undefined, number>(
    statusCounts.map(({ status, count }) => [status.key, count]),
  );
  counts.set(
    undefined,
    statusCounts.reduce((sum, { count }) => sum + count, 0),
  );
  return (
    <nav className="tabs" aria-label={t`Status`}>
      <ul>
        {[undefined, ...statuses].map((status) => (
          <li key={status?.key ?? "all"}>
            <Link
              to="/b/$board"
              params={{ board: slug }}
              search={{ ...filters, status: status?.key }}
              className="tab"
              activeProps={{}}
              aria-current={filters.status === status?.key ? "page" : undefined}
              resetScroll={false}
            >
              {status ? status.name : <Trans>All</Trans>}{" "}
              <span className="count">{i18n.number(counts.get(status?.key) ?? 0)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
