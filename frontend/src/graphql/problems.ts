import { unreachable } from "./unreachable.ts";

/** The refusals of most mutations, as the schema's unions list them. */
export type CommonRefusal =
  | { __typename: "InvalidInput"; message: string; field: string }
  | { __typename: "NotSignedIn" | "NotAllowed" | "NotFound"; message: string }
  | { __typename: "Blocked" | "TooManyAttempts" | "CommentsLocked"; message: string };

/** What a form shows for a refusal, and the field that it is about. */
export function problemOf(refusal: CommonRefusal): { message: string; field: string | null } {
  switch (refusal.__typename) {
    case "InvalidInput":
      return { message: refusal.message, field: refusal.field };
    case "NotSignedIn":
    case "NotAllowed":
    case "NotFound":
    case "Blocked":
    case "TooManyAttempts":
    case "CommentsLocked":
      return { message: refusal.message, field: null };
    default:
      return unreachable(refusal);
  }
}
