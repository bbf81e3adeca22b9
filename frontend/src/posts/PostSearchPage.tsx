import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { PostSearchAuthorDocument, PostSearchThemeDocument } from "../graphql/generated/graphql.ts";
import { Empty } from "../ui/Empty.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { FilterBar } from "./FilterBar.tsx";
import type { PostFilters } from "./filters.ts";
import { PostList } from "./PostList.tsx";

const route = getRouteApi("/posts");

/** Posts of every board: of one person, of one theme, or that mention something. */
export function PostSearchPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: PostFilters) =>
    void navigate({ search: { ...filters, ...changed }, replace: "text" in changed });
  return (
    <div className="page board-width">
      <header className="page-header">
        <SearchHeading filters={filters} />
      </header>
      <FilterBar filters={filters} defaultSort="NEWEST" onChange={change} />
      <PostList
        wanted={{ ...filters, sort: filters.sort ?? "NEWEST" }}
        withBoard
        empty={
          <Empty>
            <p>
              <Trans>
                No post matches. <Link to="/posts">Show all posts</Link>.
              </Trans>
            </p>
          </Empty>
        }
      />
    </div>
  );
}

function SearchHeading({ filters }: { filters: PostFilters }) {
  const { t } = useLingui();
  const { theme = "", author = "" } = filters;
  const [ofTheme] = useQuery({
    query: PostSearchThemeDocument,
    variables: { id: theme },
    pause: theme === "",
  });
  const [ofAuthor] = useQuery({
    query: PostSearchAuthorDocument,
    variables: { author },
    pause: author === "",
  });
  const themeName = ofTheme.data?.theme?.name;
  const authorName = ofAuthor.data?.posts.edges[0]?.node.author?.name;
  if (themeName) {
    return (
      <>
        <p className="up">
          <Link to="/studio/themes/$id" params={{ id: theme }}>
            {themeName}
          </Link>
        </p>
        <PageHeading title={t`Posts with the theme “${themeName}”`} />
      </>
    );
  }
  return <PageHeading title={authorName ? t`Posts by ${authorName}` : t`All posts`} />;
}
