import { useEffect, useState } from "react";

/** Whether something has been going on for longer than so many milliseconds. */
export function useSlow(isGoingOn: boolean, milliseconds: number): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = window.setTimeout(() => setSlow(true), milliseconds);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [isGoingOn, milliseconds]);
  return isSlow && isGoingOn;
}
