import { readFileSync } from "node:fs";
import { buildSchema, graphql } from "graphql";
import { vi } from "vitest";

const schema = buildSchema(readFileSync("../graphql/api/schema.graphql", "utf8"));

/** A root of plain values and functions, as graphql-js reads it: `castVote: ({ postId }) => …`. */
export type Answers = Record<string, unknown>;

/** Answers /graphql from plain values, checked against the real contract; gives back what was asked. */
export function serve(answers: Answers): { asked: string[] } {
  const asked: string[] = [];
  const everyone = {
    organisation: { name: "Ferry Co", demo: false },
    viewer: null,
    boards: [board],
    statuses: [open, planned, shipped],
  };
  vi.stubGlobal("fetch", async (_address: string, request: RequestInit) => {
    const { query, variables, operationName } = JSON.parse(String(request.body)) as {
      query: string;
      variables: Record<string, unknown>;
      operationName: string;
    };
    asked.push(operationName);
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      rootValue: { ...everyone, ...answers },
    });
    if (result.errors) throw new Error(`${operationName}: ${result.errors.join("; ")}`);
    return new Response(JSON.stringify(result), { headers: { "Content-Type": "application/json" } });
  });
  return { asked };
}

export const open = { key: "open", name: "Open", color: "NEUTRAL", icon: "CIRCLE", kind: "OPEN" };
export const planned = { key: "planned", name: "Planned", color: "INFO", icon: "CALENDAR", kind: "ACTIVE" };
export const shipped = { key: "shipped", name: "Shipped", color: "POSITIVE", icon: "CHECK", kind: "DONE" };

export const board = {
  id: "b0000000-0000-4000-8000-000000000001",
  slug: "ideas",
  name: "Ideas",
  purpose: "Say what would make the crossing better.",
  access: "PUBLIC",
  mayPost: true,
  statusCounts: [{ status: open, count: 1 }],
  tags: [],
  reports: connection([]),
};

export const noor = { id: "a0000000-0000-4000-8000-000000000001", name: "Noor", isStaff: false };

export const noorViewing = {
  person: noor,
  email: "noor@example.org",
  role: "CUSTOMER",
  language: "en",
  isStaff: false,
  mayManage: false,
  unreadCount: 0,
  notifications: connection([]),
};

export const darkMode = {
  id: "c0000000-0000-4000-8000-000000000001",
  slug: "dark-mode",
  board,
  kind: "IDEA",
  title: "Dark mode",
  body: "My eyes hurt at night.",
  excerpt: "My eyes hurt at night.",
  language: "en",
  channel: "WEB",
  status: open,
  statusReason: null,
  author: noor,
  createdAt: "2026-11-01T10:00:00Z",
  voteCount: 11,
  commentCount: 0,
  takesVotes: true,
  viewerHasVoted: false,
  tags: [],
  themes: [],
  sentences: [],
  comments: connection([]),
  voters: connection([]),
  statusHistory: [],
  reports: [],
  audience: connection([]),
};

/** All of a short list on one page. */
export function connection(nodes: unknown[]) {
  return {
    edges: nodes.map((node, index) => ({ cursor: String(index), node })),
    pageInfo: { hasNextPage: false, endCursor: null },
    totalCount: nodes.length,
  };
}
