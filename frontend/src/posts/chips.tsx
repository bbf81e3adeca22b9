import { useLingui } from "@lingui/react/macro";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { StatusChip_StatusFragmentDoc, type Kind, type StatusIcon } from "../graphql/generated/graphql.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { kinds } from "./words.ts";

/** Where a post stands: icon, colour and words. */
export function StatusChip(props: { status: FragmentType<typeof StatusChip_StatusFragmentDoc> }) {
  const { name, color, icon } = readFragment(StatusChip_StatusFragmentDoc, props.status);
  return (
    <span className={`chip status ${color.toLowerCase()}`}>
      <Icon name={icons[icon]} />
      {name}
    </span>
  );
}

const icons: Record<StatusIcon, IconName> = {
  CIRCLE: "circle",
  HALF: "half",
  CLOCK: "clock",
  CALENDAR: "calendar",
  CHECK: "check",
  CROSS: "cross",
  DASH: "dash",
  HEART: "heart",
  IDEA: "idea",
  PENCIL: "pencil",
  QUESTION: "question",
  SEARCH: "search",
};

/** What a post is: idea, problem, question or praise. */
export function KindMark({ kind }: { kind: Kind }) {
  const { i18n } = useLingui();
  const { words, icon } = kinds[kind];
  return (
    <span className="kind">
      <Icon name={icon} />
      {i18n._(words)}
    </span>
  );
}
