import { useCallback, useEffect, useState } from "react";
import { useQuery, type AnyVariables, type CombinedError, type UseQueryArgs } from "urql";

export type Kept<Data> = {
  /** The newest answer, kept while a later one is on its way or has failed. */
  data: Data | undefined;
  receivedAt: Date | undefined;
  error: CombinedError | undefined;
  isLoading: boolean;
  retry: () => void;
};

/** Reads a query and keeps what it had when a refresh fails or takes its time. */
export function useKept<Data, Variables extends AnyVariables>(
  parameters: UseQueryArgs<Variables, Data>,
): Kept<Data> {
  const [{ data, error, fetching, stale }, refetch] = useQuery(parameters);
  const [kept, setKept] = useState<Data>();
  const [receivedAt, setReceivedAt] = useState<Date>();
  if (data && data !== kept) setKept(data);
  useEffect(() => {
    // The clock may not be read while rendering, so the time of arrival is noted here.
    // oxlint-disable-next-line react/set-state-in-effect
    if (data) setReceivedAt(new Date());
  }, [data]);
  const retry = useCallback(() => refetch({ requestPolicy: "network-only" }), [refetch]);
  return {
    data: data ?? kept,
    receivedAt,
    error,
    isLoading: fetching || stale,
    retry,
  };
}
