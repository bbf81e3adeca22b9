import { useLingui } from "@lingui/react/macro";
import type { Channel as ChannelName } from "../graphql/generated/graphql.ts";
import { channels } from "./words.ts";

/** How a post reached us, said only when it was not written here. */
export function Channel({ channel }: { channel: ChannelName }) {
  const { i18n } = useLingui();
  return channel === "WEB" ? null : <span>{i18n._(channels[channel])}</span>;
}
