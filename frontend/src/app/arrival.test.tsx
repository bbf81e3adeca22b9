import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { board, connection, darkMode } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

test("a new page takes the focus to its heading and names the document", async () => {
  const { user } = visit("/b/ideas", { board, posts: connection([darkMode]), post: darkMode });

  await user.click(await screen.findByRole("link", { name: "Dark mode" }));

  const heading = await screen.findByRole("heading", { level: 1, name: "Dark mode" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(document.title).toBe("Dark mode · Ideas · Ferry Co");
});

test("an address that leads nowhere says so", async () => {
  visit("/nowhere", {});
  expect(
    await screen.findByRole("heading", { level: 1, name: "There is no page at this address" }),
  ).toBeTruthy();
});
