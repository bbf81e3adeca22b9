import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { SearchBox } from "../posts/FilterBar.tsx";
import { oneOf } from "../posts/filters.ts";
import { Icon } from "../ui/Icon.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { RunPanel } from "./RunPanel.tsx";
import { sorts, themeSorts } from "./sorts.ts";
import { StudioGate } from "./StudioGate.tsx";
import { ThemeTable } from "./ThemeTable.tsx";

const route = getRouteApi("/studio/themes");

/** What people mean, across everything they said. */
export function ThemesPage() {
  return (
    <StudioGate>
      <Themes />
    </StudioGate>
  );
}

function Themes() {
  const { t, i18n } = useLingui();
  const { text, sort = "SIZE" } = route.useSearch();
  const navigate = route.useNavigate();
  const [finishedRuns, setFinishedRuns] = useState(0);
  return (
    <div className="page studio">
      <header className="page-header">
        <PageHeading title={t`Themes`} />
        <p className="purpose">
          <Trans>
            What people mean, found in every sentence they wrote. Each number opens the words behind it.
          </Trans>
        </p>
      </header>
      <RunPanel onFinished={() => setFinishedRuns((runs) => runs + 1)} />
      <div className="filter-bar">
        <SearchBox
          text={text ?? ""}
          onSearch={(typed) => void navigate({ search: { sort, text: typed || undefined }, replace: true })}
        />
        <label className="select">
          <span className="visually-hidden">
            <Trans>Sort by</Trans>
          </span>
          <select
            value={sort}
            onChange={(event) =>
              void navigate({ search: { text, sort: oneOf(themeSorts, event.target.value) } })
            }
          >
            {themeSorts.map((name) => (
              <option key={name} value={name}>
                {i18n._(sorts[name])}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" />
        </label>
      </div>
      <ThemeTable text={text} sort={sort} refresh={finishedRuns} />
    </div>
  );
}
