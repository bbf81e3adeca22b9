import type { Kind, ThemeSort } from "../graphql/generated/graphql.ts";
import { oneOf, words } from "../posts/filters.ts";
import { kindNames } from "../posts/words.ts";
import { themeSorts } from "../themes/sorts.ts";

type Search = Record<string, unknown>;

export const readNewPostSearch = (
  search: Search,
): { kind?: Kind | undefined; title?: string | undefined } => ({
  kind: oneOf(kindNames, search["kind"]),
  title: words(search["title"]),
});

export const readSignInSearch = (search: Search): { return?: string | undefined } => ({
  return: pathOfOurs(search["return"]),
});

export const readMeSearch = (search: Search): { tab?: "posts" | undefined } => ({
  tab: oneOf(["posts"] as const, search["tab"]),
});

export const readThemesSearch = (
  search: Search,
): { text?: string | undefined; sort?: ThemeSort | undefined } => ({
  text: words(search["text"]),
  sort: oneOf(themeSorts, search["sort"]),
});

export const readReportBackSearch = (
  search: Search,
): { theme?: string | undefined; post?: string | undefined } => ({
  theme: words(search["theme"]),
  post: words(search["post"]),
});

/** A path on this site: never another address that a link smuggled in. */
function pathOfOurs(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}
