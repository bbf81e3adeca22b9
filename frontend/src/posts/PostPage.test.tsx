import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { connection, darkMode, noor, noorViewing, planned } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

const managerViewing = { ...noorViewing, role: "PRODUCT_MANAGER", isStaff: true, mayManage: true };

test("a comment appears once the server has it, and the field is free again", async () => {
  const comments: unknown[] = [];
  const post = () => ({ ...darkMode, commentCount: comments.length, comments: connection(comments) });
  const { user } = visit("/b/ideas/i/dark-mode", {
    viewer: noorViewing,
    post,
    addComment: ({ body }: { body: string }) => {
      const comment = { id: "d1", body, author: noor, isOfficial: false, createdAt: "2026-11-02T10:00:00Z" };
      comments.push(comment);
      return { __typename: "CommentAdded", comment, post: post() };
    },
  });

  await screen.findByText("No comments yet. If this affects you, say how.");
  await user.type(screen.getByLabelText("Your comment"), "Mine too.");
  await user.click(screen.getByRole("button", { name: "Post comment" }));

  await waitFor(() => expect(screen.getByText("Mine too.").closest("li")).toBeTruthy());
  expect(screen.getByLabelText("Your comment")).toHaveProperty("value", "");
  expect(screen.getByRole("heading", { name: "1 comment" })).toBeTruthy();
});

test("the number of votes opens who voted", async () => {
  const { user } = visit("/b/ideas/i/dark-mode", {
    viewer: noorViewing,
    post: { ...darkMode, voters: connection([{ ...noor, name: "Tomás", id: "a2" }]) },
  });

  await user.click(await screen.findByRole("button", { name: "11 people voted" }));

  const dialog = await screen.findByRole("dialog", { name: "Who voted" });
  expect(await within(dialog).findByRole("link", { name: "Tomás" })).toBeTruthy();
});

test("only managers see where a decision is made", async () => {
  visit("/b/ideas/i/dark-mode", { viewer: noorViewing, post: darkMode });
  await screen.findByRole("heading", { level: 1, name: "Dark mode" });
  expect(screen.queryByRole("heading", { name: "Decide" })).toBeNull();
});

test("a manager changes the status with a reason", async () => {
  const { user } = visit("/b/ideas/i/dark-mode", {
    viewer: managerViewing,
    post: darkMode,
    changeStatus: ({ status, reason }: { status: string; reason: string }) => ({
      __typename: "StatusChanged",
      post: { ...darkMode, status: status === planned.key ? planned : darkMode.status, statusReason: reason },
    }),
  });

  await screen.findByRole("option", { name: "Planned" });
  await user.selectOptions(screen.getByLabelText("New status"), "Planned");
  await user.type(screen.getByLabelText("Why"), "In the spring release.");
  await user.click(screen.getByRole("button", { name: "Change status" }));

  expect(await screen.findByText("In the spring release.")).toBeTruthy();
});

test("a post that is not there offers a search", async () => {
  visit("/b/ideas/i/gone", { post: null });
  await screen.findByRole("heading", { level: 1, name: "We found no such post" });
  expect(screen.getByRole("searchbox", { name: "Search" })).toBeTruthy();
});
