import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

export type Role = "CUSTOMER" | "AGENT" | "PRODUCT_MANAGER" | "ADMIN";
type DemoPerson = { email: string; name: string; role: Role };

let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["HEARBACK_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0), "what the browser's console complained of").toEqual([]);
});

afterAll(() => browser.close());

/** A page in a browser of one's own: no cookies, no storage. */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: inject("address"),
    reducedMotion: "reduce",
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  return page;
}

export async function demoPerson(role: Role): Promise<DemoPerson> {
  const response = await fetch(`${inject("address")}/demo/people`);
  const person = ((await response.json()) as DemoPerson[]).find((one) => one.role === role);
  if (!person) throw new Error(`The demo has nobody who is ${role}.`);
  return person;
}

/** Signs in on the page by one click, and waits until the page knows. */
export async function signIn(page: Page, role: Role): Promise<DemoPerson> {
  const person = await demoPerson(role);
  await page.goto("/sign-in");
  await choosePerson(page, person);
  return person;
}

export async function choosePerson(page: Page, person: DemoPerson): Promise<void> {
  await page.getByRole("button", { name: person.name }).click();
  await page.getByText(`Account of ${person.name}`).waitFor({ state: "attached" });
}

/** The first board that everyone may read. */
export async function openFirstBoard(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("main").getByRole("heading", { level: 2 }).first().getByRole("link").click();
  await page.getByRole("navigation", { name: "Status" }).waitFor();
}
