import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { board, connection, darkMode, noorViewing } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

const server = {
  board,
  posts: connection([darkMode]),
  requestSignInCode: { __typename: "SignInCodeSent", email: "noor@example.org" },
  signIn: { __typename: "SignedIn", viewer: noorViewing },
};

async function signIn(user: ReturnType<typeof visit>["user"]) {
  await user.type(await screen.findByLabelText("Your email address"), "noor@example.org");
  await user.click(screen.getByRole("button", { name: "Send the code" }));
  await user.type(await screen.findByLabelText("Code"), "123456");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

test("signing in casts the vote that waited and returns to the page", async () => {
  sessionStorage.setItem("hearback.waitingVote", JSON.stringify({ postId: darkMode.id, title: "Dark mode" }));
  const votes: unknown[] = [];
  const { user } = visit("/sign-in?return=%2Fb%2Fideas", {
    ...server,
    castVote: ({ postId }: { postId: string }) => {
      votes.push(postId);
      return { __typename: "VoteCast", post: { ...darkMode, voteCount: 12, viewerHasVoted: true } };
    },
  });

  await signIn(user);

  await screen.findByRole("heading", { level: 1, name: "Ideas" });
  expect(votes).toEqual([darkMode.id]);
  expect(await screen.findByText("Your vote is counted.", {}, { timeout: 4000 })).toBeTruthy();
});

test("a wrong code is said at its field and keeps the address", async () => {
  const { user } = visit("/sign-in", {
    ...server,
    signIn: { __typename: "CodeRefused", message: "This code is wrong or no longer valid." },
  });

  await signIn(user);

  const field = await screen.findByLabelText("Code");
  await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  expect(document.activeElement?.textContent).toContain("This code is wrong");
  expect(screen.getByText("noor@example.org")).toBeTruthy();
});

test("a link cannot smuggle in another site to return to", async () => {
  const { user } = visit("/sign-in?return=%2F%2Fevil.example", server);

  await signIn(user);

  await screen.findByRole("heading", { name: /What should Ferry Co hear/ });
  expect(window.location.pathname).toBe("/");
});
