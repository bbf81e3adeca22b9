import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ReportCard } from "../reports/ReportCard.tsx";
import { Icon } from "../ui/Icon.tsx";
import type { ShownTheme } from "./ThemePage.tsx";

/** What a theme rests on, what it is made of, and what its people were told. */
export function ThemeSide({ theme }: { theme: ShownTheme }) {
  return (
    <aside className="theme-side">
      <section className="card side-card" aria-labelledby="why">
        <h2 id="why">
          <Trans>Why these belong together</Trans>
        </h2>
        <p className="note">
          <Icon name="machine" /> <Trans>Words that set this theme apart, found by a machine:</Trans>
        </p>
        <ul className="word-list">
          {theme.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
        {!theme.isCurrent && (
          <p>
            <Trans>The latest run found nothing of this theme. What was said earlier is kept here.</Trans>
          </p>
        )}
      </section>
      {theme.subthemes.length > 0 && <Subthemes theme={theme} />}
      <section className="card side-card" aria-labelledby="reports">
        <h2 id="reports">
          <Trans>Reported back</Trans>
        </h2>
        {theme.reports.length === 0 ? (
          <p className="note">
            <Trans>Nobody in this theme has heard back yet.</Trans>
          </p>
        ) : (
          theme.reports.map((report) => (
            <ReportCard key={report.id} report={report} headingLevel="h3" withSubject={false} />
          ))
        )}
      </section>
    </aside>
  );
}

function Subthemes({ theme }: { theme: ShownTheme }) {
  const { i18n } = useLingui();
  return (
    <section className="card side-card" aria-labelledby="subthemes">
      <h2 id="subthemes">
        <Trans>Sub-themes</Trans>
      </h2>
      <ul className="plain-list">
        {theme.subthemes.map((subtheme) => (
          <li key={subtheme.id} className="subtheme">
            <Link to="/studio/themes/$id" params={{ id: subtheme.id }}>
              {subtheme.name}
            </Link>
            <span className="count">{i18n.number(subtheme.sentenceCount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
