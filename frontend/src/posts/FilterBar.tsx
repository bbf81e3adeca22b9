import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { PostSort } from "../graphql/generated/graphql.ts";
import { Icon } from "../ui/Icon.tsx";
import { oneOf, type PostFilters } from "./filters.ts";
import { kindNames, kinds, sortNames, sorts } from "./words.ts";

type Props = { filters: PostFilters; defaultSort: PostSort; onChange: (change: PostFilters) => void };

/** Search, kind and order of a list of posts. */
export function FilterBar({ filters, defaultSort, onChange }: Props) {
  const { t, i18n } = useLingui();
  return (
    <div className="filter-bar">
      <SearchBox text={filters.text ?? ""} onSearch={(text) => onChange({ text: text || undefined })} />
      <label className="select">
        <span className="visually-hidden">
          <Trans>Kind</Trans>
        </span>
        <select
          value={filters.kind ?? ""}
          onChange={(event) => onChange({ kind: oneOf(kindNames, event.target.value) })}
        >
          <option value="">{t`All kinds`}</option>
          {kindNames.map((kind) => (
            <option key={kind} value={kind}>
              {i18n._(kinds[kind].several)}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" />
      </label>
      <label className="select">
        <span className="visually-hidden">
          <Trans>Sort by</Trans>
        </span>
        <select
          value={filters.sort ?? defaultSort}
          onChange={(event) => onChange({ sort: oneOf(sortNames, event.target.value) })}
        >
          {sortNames.map((sort) => (
            <option key={sort} value={sort}>
              {i18n._(sorts[sort])}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" />
      </label>
    </div>
  );
}

/** A search field that searches when typing pauses, or at once on Enter. */
export function SearchBox({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(text);
  const [asked, setAsked] = useState(text);
  const [shown, setShown] = useState(text);
  if (shown !== text) {
    setShown(text);
    // The address may lag behind the typing; only a change from elsewhere replaces what is typed.
    if (text !== asked) setTyped(text);
  }

  const search = () => {
    setAsked(typed);
    onSearch(typed);
  };

  useEffect(() => {
    if (typed === text) return;
    const pause = window.setTimeout(search, 350);
    return () => window.clearTimeout(pause);
  });

  return (
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Icon name="search" />
      <input
        type="search"
        value={typed}
        placeholder={t`Search`}
        aria-label={t`Search`}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  );
}
