import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ThemePageDocument, type ThemePageQuery } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { useViewer } from "../people/useViewer.ts";
import { Icon } from "../ui/Icon.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PageProblem, StaleBar } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { PeopleCount } from "./PeopleCount.tsx";
import { SentenceList } from "./SentenceList.tsx";
import { SentenceQuote } from "./SentenceQuote.tsx";
import { StudioGate } from "./StudioGate.tsx";
import { ThemeSide } from "./ThemeSide.tsx";
import { ThemeName } from "./ThemeName.tsx";

const route = getRouteApi("/studio/themes/$id");

export type ShownTheme = NonNullable<ThemePageQuery["theme"]>;

/** One theme: its name, the words it rests on, and everything that was said in it. */
export function ThemePage() {
  const { id } = route.useParams();
  return (
    <StudioGate>
      <ThemeById key={id} id={id} />
    </StudioGate>
  );
}

function ThemeById({ id }: { id: string }) {
  const { data, error, receivedAt, retry } = useKept({
    query: ThemePageDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  if (!data) return error ? <PageProblem error={error} retry={retry} /> : <Skeleton rows={6} />;
  if (!data.theme) return <ThemeMissing />;
  return (
    <div className="page theme-page">
      {error && <StaleBar receivedAt={receivedAt} retry={retry} />}
      <ThemeHead theme={data.theme} />
      <div className="theme-main">
        <section aria-labelledby="typical">
          <h2 id="typical">
            <Trans>Most typical</Trans>
          </h2>
          <div className="examples">
            {data.theme.examples.map((sentence) => (
              <SentenceQuote key={sentence.id} sentence={sentence} />
            ))}
          </div>
        </section>
        <SentenceList themeId={id} count={data.theme.sentenceCount} />
      </div>
      <ThemeSide theme={data.theme} />
    </div>
  );
}

function ThemeHead({ theme }: { theme: ShownTheme }) {
  const viewer = useViewer();
  return (
    <header className="page-header with-actions theme-head">
      <div>
        <p className="up">
          <Link to="/studio/themes">
            <Trans>Themes</Trans>
          </Link>
          {theme.parent && (
            <>
              {" / "}
              <Link to="/studio/themes/$id" params={{ id: theme.parent.id }}>
                {theme.parent.name}
              </Link>
            </>
          )}
        </p>
        <ThemeName theme={theme} mayRename={viewer?.mayManage ?? false} />
        <ThemeCounts theme={theme} />
      </div>
      {viewer?.mayManage && (
        <p className="actions">
          <Link className="button primary" to="/studio/report-back" search={{ theme: theme.id }}>
            <Icon name="reply" />
            {theme.audience.totalCount > 0 ? (
              <Plural
                value={theme.audience.totalCount}
                one="Report back to # person"
                other="Report back to # people"
              />
            ) : (
              <Trans>Report back</Trans>
            )}
          </Link>
        </p>
      )}
    </header>
  );
}

function ThemeCounts({ theme }: { theme: ShownTheme }) {
  return (
    <ul className="counts">
      <li>
        <a href="#sentences">
          <Plural value={theme.sentenceCount} one="# sentence" other="# sentences" />
        </a>
      </li>
      <li>
        <Link to="/posts" search={{ theme: theme.id }}>
          <Plural value={theme.postCount} one="# post" other="# posts" />
        </Link>
      </li>
      <li>
        <PeopleCount themeId={theme.id} themeName={theme.name}>
          <Plural value={theme.peopleCount} one="# person" other="# people" />
        </PeopleCount>
      </li>
    </ul>
  );
}

function ThemeMissing() {
  const { t } = useLingui();
  return (
    <div className="page reading message-page">
      <PageHeading title={t`We found no such theme`} />
      <p>
        <Trans>Its address may have changed. The list has every theme.</Trans>
      </p>
      <p className="actions">
        <Link className="button" to="/studio/themes">
          <Trans>See all themes</Trans>
        </Link>
      </p>
    </div>
  );
}
