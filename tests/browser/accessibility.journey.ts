import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openFirstBoard, openPage, signIn } from "./browser.ts";

const axe = readFileSync(
  fileURLToPath(new URL("../../frontend/node_modules/axe-core/axe.min.js", import.meta.url)),
  "utf8",
);

const appearances = [
  { name: "light", colorScheme: "light", width: 1280 },
  { name: "dark", colorScheme: "dark", width: 1280 },
  { name: "320 px wide", colorScheme: "light", width: 320 },
] as const;

describe.each(appearances)("$name", ({ colorScheme, width }) => {
  const look = { colorScheme, viewport: { width, height: 800 } };

  test("what everyone may read is accessible and fits", async () => {
    const page = await openPage(look);
    await openFirstBoard(page);
    const board = new URL(page.url()).pathname;
    await page
      .getByRole("main")
      .getByRole("link", { name: /comments?$/ })
      .first()
      .waitFor();
    const post = await page
      .getByRole("listitem")
      .getByRole("heading")
      .first()
      .getByRole("link")
      .getAttribute("href");

    for (const address of [
      "/",
      board,
      `${board}/changes`,
      post ?? "",
      "/posts",
      "/sign-in",
      "/nowhere",
      "/me",
    ]) {
      await expectAccessible(page, address);
    }
  });

  test("what customers use is accessible and fits", async () => {
    const page = await openPage(look);
    await signIn(page, "CUSTOMER");
    await openFirstBoard(page);
    const board = new URL(page.url()).pathname;
    for (const address of [board, `${board}/new`, "/me", "/me?tab=posts", "/studio/themes"]) {
      await expectAccessible(page, address);
    }
  });

  test("what the team uses is accessible and fits", async () => {
    const page = await openPage(look);
    await signIn(page, "PRODUCT_MANAGER");
    await page.goto("/studio/themes");
    const theme = (await page.locator(".theme-name").first().getAttribute("href")) ?? "";
    const id = theme.split("/").at(-1);
    for (const address of [
      "/studio/themes",
      theme,
      "/studio/themes/unsorted",
      `/studio/report-back?theme=${id}`,
      `/posts?theme=${id}`,
    ]) {
      await expectAccessible(page, address);
    }
    const post = await page
      .getByRole("listitem")
      .getByRole("heading")
      .first()
      .getByRole("link")
      .getAttribute("href");
    await expectAccessible(page, post ?? "");
  });
});

test("the keyboard skips to the content, opens a menu, and leaves it by Escape", async () => {
  const page = await openPage();
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();

  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");

  const menu = page.getByRole("banner").locator("summary").first();
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("banner").getByRole("link", { name: "All posts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("banner").getByRole("link", { name: "All posts" }).waitFor({ state: "hidden" });
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("a chosen appearance stays, and is there before the page is", async () => {
  const page = await openPage({ colorScheme: "light" });
  await page.goto("/");
  await page.getByRole("radio", { name: "Dark" }).check();
  const chosen = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  await page.route("**/graphql", (route) => route.abort());
  await page.reload({ waitUntil: "commit" });
  const firstBackground = await page.waitForFunction(() => {
    const painted = document.body && getComputedStyle(document.body).backgroundColor;
    return painted !== "rgba(0, 0, 0, 0)" && painted;
  });
  expect(await firstBackground.jsonValue()).toBe(chosen);
  await page.unrouteAll();
});

async function expectAccessible(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const options: RunOptions = {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    };
    const { axe: checker } = window as unknown as {
      axe: { run(options: RunOptions): Promise<AxeResults> };
    };
    const results = await checker.run(options);
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
  expect(violations, address).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${address} scrolls sideways`).toBeLessThanOrEqual(0);
}
