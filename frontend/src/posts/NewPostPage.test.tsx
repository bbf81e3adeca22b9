import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { board, darkMode, noorViewing } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

test("a refusal takes the focus, leads to its field, and nothing written is lost", async () => {
  const { user } = visit("/b/ideas/new", {
    board,
    viewer: noorViewing,
    submitPost: {
      __typename: "InvalidInput",
      message: "Say what it is about in a sentence.",
      field: "title",
    },
  });

  await user.type(await screen.findByLabelText(/Details/), "At night.");
  await user.click(screen.getByRole("button", { name: "Post idea" }));

  await waitFor(() =>
    expect(document.activeElement?.textContent).toBe("Say what it is about in a sentence."),
  );
  const title = screen.getByLabelText("In a sentence, what do you need?");
  expect(title.getAttribute("aria-invalid")).toBe("true");
  await user.click(screen.getByRole("button", { name: "Say what it is about in a sentence." }));
  expect(document.activeElement).toBe(title);
  expect(screen.getByLabelText(/Details/)).toHaveProperty("value", "At night.");
});

test("the kind chosen asks its own question and is what is submitted", async () => {
  const submitted: unknown[] = [];
  const { user } = visit("/b/ideas/new", {
    board,
    viewer: noorViewing,
    post: darkMode,
    submitPost: ({ input }: { input: unknown }) => {
      submitted.push(input);
      return { __typename: "PostSubmitted", post: darkMode };
    },
  });

  await user.click(await screen.findByRole("radio", { name: "Problem" }));
  await user.type(screen.getByLabelText("In a sentence, what goes wrong?"), "The screen blinds me");
  await user.click(screen.getByRole("button", { name: "Send problem" }));

  await screen.findByRole("heading", { level: 1, name: "Dark mode" });
  expect(submitted).toMatchObject([
    { board: "ideas", kind: "COMPLAINT", title: "The screen blinds me", body: "" },
  ]);
  expect(localStorage.getItem("hearback.draft.ideas")).toBeNull();
});

test("what was being written comes back", async () => {
  localStorage.setItem(
    "hearback.draft.ideas",
    JSON.stringify({ kind: "IDEA", title: "A quieter deck", body: "" }),
  );
  visit("/b/ideas/new", { board, viewer: noorViewing });

  expect(await screen.findByDisplayValue("A quieter deck")).toBeTruthy();
});
