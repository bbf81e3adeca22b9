import { useQuery } from "urql";
import { ViewerDocument, type ViewerQuery } from "../graphql/generated/graphql.ts";

export type Viewer = NonNullable<ViewerQuery["viewer"]>;

/** Who is looking: null when signed out, undefined while we do not know yet. */
export function useViewer(): Viewer | null | undefined {
  const [{ data }] = useQuery({ query: ViewerDocument });
  return data && (data.viewer ?? null);
}
