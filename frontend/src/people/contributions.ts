import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Contribution } from "../graphql/generated/graphql.ts";

/** What somebody did, said to themselves. */
export const whatYouDid: Record<Contribution, MessageDescriptor> = {
  WROTE: msg`You wrote`,
  COMMENTED: msg`You commented`,
  VOTED: msg`You voted for`,
  PROPOSED: msg`You proposed to merge`,
  FOLLOWED: msg`You follow`,
};

/** What somebody did, said of them after their name. */
export const whatTheyDid: Record<Contribution, MessageDescriptor> = {
  WROTE: msg`wrote`,
  COMMENTED: msg`commented`,
  VOTED: msg`voted for`,
  PROPOSED: msg`proposed to merge`,
  FOLLOWED: msg`follows`,
};
