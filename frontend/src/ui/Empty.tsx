import type { ReactNode } from "react";

/** An empty list, with the first step out of it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}
