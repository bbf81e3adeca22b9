import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { connection, darkMode, noor, noorViewing } from "../testing/fakeServer.ts";
import { visit } from "../testing/visit.tsx";

const agentViewing = { ...noorViewing, role: "AGENT", isStaff: true };
const managerViewing = { ...agentViewing, role: "PRODUCT_MANAGER", mayManage: true };

const theme = {
  id: "e0000000-0000-4000-8000-000000000001",
  name: "Blanket, cold, night",
  namedBy: null,
  words: ["blanket", "cold", "night"],
  isCurrent: true,
  sentenceCount: 31,
  postCount: 20,
  peopleCount: 18,
  people: connection([noor]),
  reports: [],
};

const run = {
  id: "f1",
  state: "COMPLETE",
  stage: "storing",
  done: 1,
  total: 1,
  startedAt: "2026-11-20T10:00:00Z",
  finishedAt: "2026-11-20T10:01:00Z",
  sentenceCount: 40,
  themedCount: 31,
  themeCount: 1,
  message: null,
};

test("a theme that no person named says so, and its people can be opened", async () => {
  const { user } = visit("/studio/themes", {
    viewer: agentViewing,
    themes: connection([theme]),
    theme,
    topicRun: run,
  });

  expect(await screen.findByRole("link", { name: "Blanket, cold, night" })).toBeTruthy();
  expect(screen.getByText("Named by a machine")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /18/ }));
  expect(await screen.findByRole("dialog", { name: /Who wrote about/ })).toBeTruthy();
  expect(await screen.findByRole("link", { name: "Noor" })).toBeTruthy();
});

test("the sentences outside of all themes are one click away", async () => {
  const sentence = {
    id: "d1",
    text: "Hm, well.",
    language: "en",
    similarity: null,
    confidence: null,
    post: darkMode,
  };
  const { user } = visit("/studio/themes", {
    viewer: agentViewing,
    themes: connection([theme]),
    topicRun: run,
    unsortedSentences: connection([sentence]),
  });

  await user.click(await screen.findByRole("link", { name: "9 sentences are in no theme" }));

  await screen.findByRole("heading", { level: 1, name: "In no theme" });
  expect(await screen.findByText("Hm, well.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Dark mode" })).toBeTruthy();
});

test("too little text is told in words, and only managers may start a run", async () => {
  const message = "Themes need at least 50 sentences; there are 18.";
  visit("/studio/themes", {
    viewer: agentViewing,
    themes: connection([]),
    topicRun: { ...run, state: "TOO_LITTLE", message },
  });

  expect(await screen.findByText(message, { exact: false })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Find themes now" })).toBeNull();
});

test("a run in progress shows its stage and how far it is", async () => {
  visit("/studio/themes", {
    viewer: managerViewing,
    themes: connection([]),
    topicRun: { ...run, state: "RUNNING", stage: "embedding", done: 400, total: 1600, finishedAt: null },
  });

  const progress = await screen.findByRole("progressbar", { name: "Progress of the run" });
  expect(progress).toHaveProperty("value", 3.25);
  expect(screen.getByText("Working out what new sentences mean")).toBeTruthy();
  expect(screen.getByText("400 of 1,600", { exact: false })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Find themes now" })).toBeNull();
});

test("customers are told who can let them in", async () => {
  visit("/studio/themes", { viewer: noorViewing });
  await screen.findByRole("heading", { level: 1, name: "This page is for the team" });
  expect(screen.getByText(/An admin of this site can give you access/)).toBeTruthy();
});
