import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { board, connection, darkMode, noorViewing, shipped } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

const onTheBoard = { board, posts: connection([darkMode]) };

test("a vote shows at once and stays when the server agrees", async () => {
  const agreement = Promise.withResolvers<void>();
  const { user } = visit("/b/ideas", {
    ...onTheBoard,
    viewer: noorViewing,
    castVote: async () => {
      await agreement.promise;
      return { __typename: "VoteCast", post: { ...darkMode, voteCount: 12, viewerHasVoted: true } };
    },
  });

  await user.click(await screen.findByRole("button", { name: "Vote for Dark mode, 11 votes" }));

  const before = await screen.findByRole("button", { name: "Vote for Dark mode, 12 votes", pressed: true });
  agreement.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(before.isConnected).toBe(true);
  expect(before.getAttribute("aria-pressed")).toBe("true");
});

test("a refused vote goes back, says why, and leaves the focus where it was", async () => {
  const { user } = visit("/b/ideas", {
    ...onTheBoard,
    viewer: noorViewing,
    castVote: () => ({
      __typename: "VotingClosed",
      message: "This is Shipped now, so its votes stay as they are.",
      status: shipped,
    }),
  });

  await user.click(await screen.findByRole("button", { name: /Vote for Dark mode/ }));

  await screen.findAllByText("This is Shipped now, so its votes stay as they are.");
  const button = screen.getByRole("button", { name: "Vote for Dark mode, 11 votes", pressed: false });
  expect(document.activeElement).toBe(button);
});

test("a visitor's vote leads to the sign-in and waits there", async () => {
  const { user, asked } = visit("/b/ideas?sort=NEWEST", onTheBoard);

  await user.click(await screen.findByRole("button", { name: /Vote for Dark mode/ }));

  await screen.findByRole("heading", { name: "Sign in" });
  expect(screen.getByText(/Your vote for “Dark mode” is kept/)).toBeTruthy();
  expect(asked).not.toContain("CastVote");
  expect(new URL(window.location.href).searchParams.get("return")).toBe("/b/ideas?sort=NEWEST");
});

test("a settled post shows its votes without a button", async () => {
  visit("/b/ideas", {
    ...onTheBoard,
    viewer: noorViewing,
    posts: connection([{ ...darkMode, status: shipped, takesVotes: false }]),
  });

  await screen.findByRole("link", { name: "Dark mode" });
  expect(screen.queryByRole("button", { name: /Vote for/ })).toBeNull();
  expect(screen.getByText("closed")).toBeTruthy();
});
