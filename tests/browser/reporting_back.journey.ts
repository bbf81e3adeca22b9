import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openPage, signIn } from "./browser.ts";

test("a manager answers a theme, and a contributor reads it with their own sentence quoted", async () => {
  const customer = await openPage();
  const { name } = await signIn(customer, "CUSTOMER");
  const manager = await openPage();
  await signIn(manager, "PRODUCT_MANAGER");

  await manager.goto("/studio/themes");
  await manager.getByRole("table").getByText("Named by a machine").first().waitFor();
  await openThemeOf(manager, await postsOf(customer));
  await manager.getByRole("heading", { name: "Most typical", exact: true }).waitFor();
  const theme = await manager.getByRole("heading", { level: 1 }).innerText();
  await manager.getByRole("link", { name: /^Report back to \d+ p/ }).click();

  const heading = `We listened ${Date.now()}`;
  await manager.getByRole("button", { name: "See who" }).click();
  await manager.getByRole("dialog", { name: "Who hears from you" }).getByRole("listitem").first().waitFor();
  await manager.keyboard.press("Escape");
  const opener = manager.getByRole("button", { name: "See who" });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  await manager.getByLabel("Heading").fill(heading);
  await manager.getByLabel("What you did").fill("It is done since this morning.");
  await manager.getByRole("button", { name: /^Send to/ }).click();
  await manager
    .getByRole("dialog", { name: "Send this answer?" })
    .getByRole("button", { name: /^Send to/ })
    .click();
  await manager.getByRole("heading", { name: "Your answer is out" }).waitFor();
  await manager.getByRole("main").getByRole("link", { name: theme }).last().click();
  await manager.getByRole("heading", { level: 3, name: heading }).waitFor();

  const news = await newsWith(customer, heading);
  const quote = await news.getByRole("blockquote").innerText();
  await news.getByRole("button", { name: "Mark as read" }).click();
  await news.getByText("New", { exact: true }).waitFor({ state: "detached" });

  await manager.getByRole("searchbox", { name: "Search" }).fill(quote);
  const sentence = manager.getByRole("listitem").filter({ hasText: name });
  await sentence.filter({ hasText: quote }).first().waitFor();
});

test("a manager looks for themes anew and watches how far it is", async () => {
  const page = await openPage();
  await signIn(page, "PRODUCT_MANAGER");
  await page.goto("/studio/themes");

  await page.getByRole("button", { name: "Find themes now" }).click();
  await page.getByRole("progressbar", { name: "Progress of the run" }).waitFor();
  await page.getByText(/Latest run: (now|\d+ seconds? ago)/).waitFor({ timeout: 90_000 });
  await page.getByRole("button", { name: "Find themes now" }).waitFor();
});

test("a manager renames a theme, and the name is no longer the machine's", async () => {
  const page = await openPage();
  await signIn(page, "PRODUCT_MANAGER");
  await page.goto("/studio/themes?sort=NAME");
  await page
    .getByRole("row")
    .filter({ hasText: "Named by a machine" })
    .first()
    .getByRole("link")
    .first()
    .click();

  await page.getByRole("button", { name: "Rename" }).click();
  const name = `A good night ${Date.now()}`;
  await page.getByLabel("New name").fill(name);
  await page.keyboard.press("Enter");

  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByText(/^Named by (?!a machine)/).waitFor();
  await page.goto("/studio/themes?sort=NEWEST");
  const row = page.getByRole("row").filter({ hasText: name });
  await row.waitFor();
  expect(await row.getByText("Named by a machine").count()).toBe(0);
});

test("a manager decides about a post, and its page says so with the reason", async () => {
  const page = await openPage();
  await signIn(page, "PRODUCT_MANAGER");
  await page.goto("/posts?sort=NEWEST");
  await page.getByRole("listitem").getByRole("heading").first().getByRole("link").click();

  await page.getByLabel("New status").selectOption({ index: 1 });
  const reason = `The workshop has begun ${Date.now()}.`;
  await page.getByLabel("Why").fill(reason);
  await page.getByRole("button", { name: "Change status" }).click();

  const history = page.getByRole("region", { name: "What happened so far" });
  await history.getByText(reason).waitFor();
});

/** The addresses of the posts that somebody wrote. */
async function postsOf(page: Page): Promise<string[]> {
  await page.goto("/me?tab=posts");
  await page.getByRole("main").getByRole("list").getByRole("heading").first().waitFor();
  const links = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link");
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
}

/** Opens the theme of the first of these posts that belongs to one. */
async function openThemeOf(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole("heading", { name: "Decide" }).waitFor();
    const themes = page.getByRole("region", { name: "Themes in it" }).getByRole("link");
    if ((await themes.count()) === 0) continue;
    await themes.first().click();
    return;
  }
  throw new Error("None of these posts belongs to a theme.");
}

/** The notification with this heading, as soon as it has arrived. */
async function newsWith(page: Page, heading: string) {
  const news = page.getByRole("main").getByRole("listitem").filter({ hasText: heading });
  for (let attempt = 0; attempt < 30; attempt++) {
    await page.goto("/me");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const arrived = await news.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (arrived) return news;
  }
  throw new Error(`No notification “${heading}” arrived within a minute.`);
}
