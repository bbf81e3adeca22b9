import { useLingui } from "@lingui/react/macro";
import type { Kind, Status } from "../graphql/generated/graphql.ts";
import { Icon } from "../ui/Icon.tsx";
import { kinds, statuses } from "./words.ts";

/** Where a post stands: icon, colour and words. */
export function StatusChip({ status }: { status: Status }) {
  const { i18n } = useLingui();
  const { words, icon, tone } = statuses[status];
  return (
    <span className={`chip status ${tone}`}>
      <Icon name={icon} />
      {i18n._(words)}
    </span>
  );
}

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
