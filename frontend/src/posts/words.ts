import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Channel, Kind, PostSort } from "../graphql/generated/graphql.ts";
import type { IconName } from "../ui/Icon.tsx";

type Wording = { words: MessageDescriptor; icon: IconName; tone: string };

export const kinds: Record<Kind, Wording & { several: MessageDescriptor }> = {
  IDEA: { words: msg`Idea`, several: msg`Ideas`, icon: "idea", tone: "idea" },
  COMPLAINT: { words: msg`Problem`, several: msg`Problems`, icon: "problem", tone: "problem" },
  QUESTION: { words: msg`Question`, several: msg`Questions`, icon: "question", tone: "question" },
  PRAISE: {
    words: msg`Praise`,
    several: msg({ message: "Praise", context: "several posts of praise" }),
    icon: "heart",
    tone: "praise",
  },
};

/** The orders that everyone may ask for; those by companies and their worth are for staff. */
type PublicSort = Exclude<PostSort, "BY_COMPANIES" | "BY_VALUE">;

export const sorts: Record<PublicSort, MessageDescriptor> = {
  MOST_VOTED: msg`Most votes`,
  TRENDING: msg`Trending`,
  NEWEST: msg`Newest`,
};

export const channels: Record<Channel, MessageDescriptor> = {
  WEB: msg`Written here`,
  WIDGET: msg`Came from the widget`,
  EMAIL: msg`Came by email`,
  CSV: msg`Came from an import`,
  API: msg`Came through the API`,
  SOCIAL: msg`Came from social media`,
};

export const kindNames = Object.keys(kinds) as Kind[];
export const sortNames = Object.keys(sorts) as PublicSort[];
