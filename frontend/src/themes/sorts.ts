import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ThemeSort } from "../graphql/generated/graphql.ts";

export const sorts: Record<ThemeSort, MessageDescriptor> = {
  SIZE: msg`Largest first`,
  NEWEST: msg`Newest first`,
  NAME: msg`By name`,
};

export const themeSorts = Object.keys(sorts) as ThemeSort[];
