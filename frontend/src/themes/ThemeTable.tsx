import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import {
  ThemeListDocument,
  ThemeRow_ThemeFragmentDoc,
  type ThemeSort,
} from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { Empty } from "../ui/Empty.tsx";
import { MoreButton, usePages } from "../ui/pages.tsx";
import { PanelProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { When } from "../ui/When.tsx";
import { MachineMade } from "./MachineMade.tsx";
import { PeopleCount } from "./PeopleCount.tsx";

type Props = { text: string | undefined; sort: ThemeSort; refresh: number };

/** The themes with their counts; each count opens what was counted. */
export function ThemeTable({ text, sort, refresh }: Props) {
  const list = JSON.stringify([text, sort]);
  const { cursors, showMore } = usePages(list);
  return (
    <table className="themes">
      <caption className="visually-hidden">
        <Trans>Themes and how much was said about each</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Theme</Trans>
          </th>
          <th scope="col" className="number">
            <Trans>Sentences</Trans>
          </th>
          <th scope="col" className="number">
            <Trans>Posts</Trans>
          </th>
          <th scope="col" className="number">
            <Trans>People</Trans>
          </th>
          <th scope="col">
            <Trans>Last answer</Trans>
          </th>
        </tr>
      </thead>
      {cursors.map((after, page) => (
        <ThemePageOfTable
          key={page === 0 ? "first" : `${list} ${after}`}
          text={text}
          sort={sort}
          refresh={refresh}
          after={after}
          isLast={page === cursors.length - 1}
          onMore={showMore}
        />
      ))}
    </table>
  );
}

type PageProps = Props & { after: string | null; isLast: boolean; onMore: (after: string) => void };

function ThemePageOfTable({ text, sort, refresh, after, isLast, onMore }: PageProps) {
  const { data, error, receivedAt, retry } = useKept({
    query: ThemeListDocument,
    variables: { text, sort, after },
    requestPolicy: "cache-and-network",
  });
  useEffect(() => {
    if (refresh > 0) retry();
  }, [refresh, retry]);

  if (!data) return <WideRow>{error ? <PanelProblem error={error} retry={retry} /> : <Skeleton />}</WideRow>;
  const { edges, pageInfo } = data.themes;
  if (edges.length === 0) {
    return (
      <WideRow>
        <Empty>
          <p>
            {text ? (
              <Trans>
                No theme mentions “{text}”. <Link to="/studio/themes">Show all themes</Link>.
              </Trans>
            ) : (
              <Trans>No themes yet. They appear after the first run that finds enough to compare.</Trans>
            )}
          </p>
        </Empty>
      </WideRow>
    );
  }
  return (
    <>
      {error && (
        <WideRow>
          <StaleBar receivedAt={receivedAt} retry={retry} />
        </WideRow>
      )}
      <tbody>
        {edges.map(({ node }) => (
          <ThemeRow key={node.id} theme={node} />
        ))}
      </tbody>
      {isLast && pageInfo.hasNextPage && (
        <WideRow>
          <MoreButton info={pageInfo} onMore={onMore} />
        </WideRow>
      )}
    </>
  );
}

function WideRow({ children }: { children: ReactNode }) {
  return (
    <tbody className="wide">
      <tr>
        <td colSpan={5}>{children}</td>
      </tr>
    </tbody>
  );
}

function ThemeRow(props: { theme: FragmentType<typeof ThemeRow_ThemeFragmentDoc> }) {
  const { t, i18n } = useLingui();
  const theme = readFragment(ThemeRow_ThemeFragmentDoc, props.theme);
  const { id, name } = theme;
  const lastAnswer = theme.reports
    .map(({ createdAt }) => createdAt)
    .toSorted()
    .at(-1);
  return (
    <tr>
      <th scope="row">
        <Link to="/studio/themes/$id" params={{ id }} className="theme-name">
          {name}
        </Link>
        <span className="meta">
          {!theme.namedBy && <MachineMade />}
          {!theme.isCurrent && (
            <span className="chip">
              <Trans>Not found in the latest run</Trans>
            </span>
          )}
          <span className="words">{theme.words.slice(0, 5).join(", ")}</span>
        </span>
      </th>
      <td className="number" data-label={t`Sentences`}>
        <Link
          to="/studio/themes/$id"
          params={{ id }}
          hash="sentences"
          aria-label={t`${theme.sentenceCount} sentences of ${name}`}
        >
          {i18n.number(theme.sentenceCount)}
        </Link>
      </td>
      <td className="number" data-label={t`Posts`}>
        <Link to="/posts" search={{ theme: id }} aria-label={t`${theme.postCount} posts of ${name}`}>
          {i18n.number(theme.postCount)}
        </Link>
      </td>
      <td className="number" data-label={t`People`}>
        <PeopleCount themeId={id} themeName={name}>
          {i18n.number(theme.peopleCount)} <span className="visually-hidden">{t`people of ${name}`}</span>
        </PeopleCount>
      </td>
      <td data-label={t`Last answer`}>
        {lastAnswer ? <When at={lastAnswer} /> : <span className="note">{t`None yet`}</span>}
      </td>
    </tr>
  );
}
