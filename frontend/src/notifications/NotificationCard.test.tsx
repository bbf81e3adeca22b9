import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { connection, darkMode, noorViewing } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

test("an answer quotes one's own words and can be marked as read", async () => {
  let readAt: string | null = null;
  const news = () => ({
    id: "n1",
    kind: "REPORTED_BACK",
    title: "The night has its colours",
    body: "Dark mode is in the app since Tuesday.",
    quote: "My eyes hurt at night.",
    contribution: "WROTE",
    createdAt: "2026-11-20T10:00:00Z",
    readAt,
    post: darkMode,
    report: { id: "r1", outcome: "DONE" },
  });
  const viewer = () => ({ ...noorViewing, unreadCount: readAt ? 0 : 1, notifications: connection([news()]) });
  const { user } = visit("/me", {
    viewer,
    markNotificationsRead: () => {
      readAt = "2026-11-21T10:00:00Z";
      return { __typename: "NotificationsRead", viewer: viewer() };
    },
  });

  const quote = await screen.findByText("My eyes hurt at night.");
  expect(quote.tagName).toBe("BLOCKQUOTE");
  const figure = quote.closest("figure");
  expect(figure && within(figure).getByText("You wrote")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Mark as read" }));

  expect(await screen.findByRole("link", { name: "Notifications, none new" })).toBeTruthy();
  expect(screen.queryByText("New")).toBeNull();
});
