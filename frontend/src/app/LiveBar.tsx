import { Trans } from "@lingui/react/macro";
import { useLiveState } from "../graphql/live.ts";
import { useSlow } from "../ui/useSlow.ts";

/** Says quietly that live updates are missing; it waits, since most breaks are short. */
export function LiveBar() {
  const isLost = useSlow(useLiveState() === "lost", 5000);
  if (!isLost) return null;
  return (
    <div className="bar" role="status">
      <Trans>Live updates are interrupted. We catch up as soon as the connection is back.</Trans>
    </div>
  );
}
