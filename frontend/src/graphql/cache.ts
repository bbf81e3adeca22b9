import { cacheExchange, type Cache, type CacheExchangeOpts } from "@urql/exchange-graphcache";
import introspection from "./generated/introspection.ts";

/** The normalised cache: knows the schema, votes at once, and forgets the lists that a change made old. */
export const hearbackCache = () => cacheExchange(options);

const options: CacheExchangeOpts = {
  schema: introspection,
  keys: {
    ...Object.fromEntries(typesWithoutId().map((type) => [type, () => null])),
    Organisation: () => "organisation",
    Status: ({ key }) => (typeof key === "string" ? key : null),
    Viewer: () => "viewer",
  },
  optimistic: {
    castVote: ({ postId }, cache) => ({ __typename: "VoteCast", post: voted(cache, postId, true) }),
    withdrawVote: ({ postId }, cache) => ({ __typename: "VoteWithdrawn", post: voted(cache, postId, false) }),
  },
  updates: {
    Mutation: {
      castVote: (_result, { postId }, cache) => forget(cache, postId, "voters"),
      withdrawVote: (_result, { postId }, cache) => forget(cache, postId, "voters"),
      addComment: (_result, { postId }, cache) => forget(cache, postId, "comments"),
    },
  },
};

/** Connections, results and the like: the cache keeps them as parts of what holds them. */
function typesWithoutId(): string[] {
  return introspection.__schema.types
    .filter((type) => type.kind === "OBJECT" && !type.fields.some((field) => field.name === "id"))
    .map((type) => type.name);
}

function voted(cache: Cache, postId: unknown, viewerHasVoted: boolean) {
  const post = { __typename: "Post", id: String(postId) };
  const count = Number(cache.resolve(post, "voteCount") ?? 0);
  const change = cache.resolve(post, "viewerHasVoted") === viewerHasVoted ? 0 : viewerHasVoted ? 1 : -1;
  return { ...post, viewerHasVoted, voteCount: count + change };
}

function forget(cache: Cache, postId: unknown, list: "voters" | "comments") {
  const post = { __typename: "Post", id: String(postId) };
  for (const field of cache.inspectFields(post)) {
    if (field.fieldName === list) cache.invalidate(post, list, field.arguments ?? undefined);
  }
}
