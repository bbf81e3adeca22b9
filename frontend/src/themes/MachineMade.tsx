import { Trans } from "@lingui/react/macro";
import { Icon } from "../ui/Icon.tsx";

/** Marks a name that no person chose. */
export function MachineMade() {
  return (
    <span className="chip machine">
      <Icon name="machine" />
      <Trans>Named by a machine</Trans>
    </span>
  );
}
