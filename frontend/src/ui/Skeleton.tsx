import { useLingui } from "@lingui/react/macro";
import { useSlow } from "./useSlow.ts";

/** Grey rows of the final size, shown only when waiting takes long enough to notice. */
export function Skeleton({ rows = 5 }: { rows?: number }) {
  const { t } = useLingui();
  const isSlow = useSlow(true, 200);
  return (
    <div className="skeleton" data-shown={isSlow} role="status" aria-label={t`Loading`}>
      {Array.from({ length: rows }, (_, row) => (
        <div className="skeleton-row" key={row} />
      ))}
    </div>
  );
}
