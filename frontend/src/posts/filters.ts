import type { Kind, PostSort } from "../graphql/generated/graphql.ts";
import { kindNames, sortNames } from "./words.ts";

/** What the address says about a list of posts. */
export type PostFilters = {
  status?: string | undefined;
  kind?: Kind | undefined;
  text?: string | undefined;
  tag?: string | undefined;
  theme?: string | undefined;
  author?: string | undefined;
  sort?: PostSort | undefined;
};

/** Reads the filters of an address; what makes no sense is left out. */
export function readPostFilters(search: Record<string, unknown>): PostFilters {
  return {
    status: words(search["status"])?.toLowerCase(),
    kind: oneOf(kindNames, search["kind"]),
    text: words(search["text"]),
    tag: words(search["tag"]),
    theme: words(search["theme"]),
    author: words(search["author"]),
    sort: oneOf(sortNames, search["sort"]),
  };
}

export function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value);
}

export function words(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
