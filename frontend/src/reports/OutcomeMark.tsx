import { Trans } from "@lingui/react/macro";
import type { Outcome } from "../graphql/generated/graphql.ts";
import { Icon } from "../ui/Icon.tsx";

/** Whether it was done or not, in the two sentences that everybody knows. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  return outcome === "DONE" ? (
    <span className="outcome done">
      <Icon name="check" />
      <Trans>You said, we did</Trans>
    </span>
  ) : (
    <span className="outcome not-done">
      <Icon name="dash" />
      <Trans>You said, we did not, because</Trans>
    </span>
  );
}
