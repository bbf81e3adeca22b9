import { expect, test } from "vitest";
import { choosePerson, demoPerson, openFirstBoard, openPage, signIn } from "./browser.ts";

test("somebody submits an idea, votes, takes it back and comments", async () => {
  const page = await openPage();
  const title = `A quieter carriage ${Date.now()}`;
  const customer = await signIn(page, "CUSTOMER");

  await openFirstBoard(page);
  await page.getByRole("link", { name: "Suggest an idea" }).first().click();
  await page.getByLabel("In a sentence, what do you need?").fill(title);
  await page.getByLabel(/Details/).fill("I sleep badly beside the bar.\n\nA sign on the door would do.");
  await page.keyboard.press("Control+Enter");

  const heading = page.getByRole("heading", { level: 1, name: title });
  await heading.waitFor();
  expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.title()).toContain(title);
  await page.getByText("A sign on the door would do.").waitFor();

  const vote = page.getByRole("button", { name: `Vote for ${title}` });
  const pressed = (await vote.getAttribute("aria-pressed")) === "true";
  await vote.focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: `Vote for ${title}`, pressed: !pressed }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: `Vote for ${title}`, pressed }).waitFor();

  await page.getByLabel("Your comment").fill("Also on the ferry, please.");
  await page.getByRole("button", { name: "Post comment" }).click();
  const comment = page.getByRole("listitem").filter({ hasText: "Also on the ferry, please." });
  await comment.getByRole("link", { name: customer.name }).waitFor();
  await page.getByRole("heading", { name: "1 comment" }).waitFor();

  await page.goto("/me?tab=posts");
  await page.getByRole("link", { name: title }).waitFor();
});

test("a visitor's vote waits for the sign-in and is then counted", async () => {
  const author = await openPage();
  await signIn(author, "AGENT");
  await openFirstBoard(author);
  await author.getByRole("link", { name: "Suggest an idea" }).first().click();
  const title = `Later boarding ${Date.now()}`;
  await author.getByLabel("In a sentence, what do you need?").fill(title);
  await author.getByRole("button", { name: "Post idea" }).click();
  await author.getByRole("heading", { level: 1, name: title }).waitFor();
  const address = new URL(author.url()).pathname;

  const visitor = await openPage();
  await visitor.goto(address);
  await visitor.getByRole("button", { name: `Vote for ${title}, 0 votes` }).click();
  await visitor.getByText(`Your vote for “${title}” is kept`).waitFor();
  await choosePerson(visitor, await demoPerson("CUSTOMER"));

  await visitor.getByRole("button", { name: `Vote for ${title}, 1 vote`, pressed: true }).waitFor();
  expect(new URL(visitor.url()).pathname).toBe(address);
  await author.getByRole("button", { name: `Vote for ${title}, 1 vote`, pressed: false }).waitFor();
  await author.getByRole("button", { name: "1 person voted" }).click();
  await author.getByRole("dialog", { name: "Who voted" }).getByRole("listitem").waitFor();
});

test("whoever looks at a board is told of new posts and asks for them", async () => {
  const reader = await openPage();
  await openFirstBoard(reader);
  const writer = await openPage();
  await signIn(writer, "CUSTOMER");
  await writer.goto(`${new URL(reader.url()).pathname}/new`);
  const title = `A lamp for reading ${Date.now()}`;
  await writer.getByLabel("In a sentence, what do you need?").fill(title);
  await writer.getByRole("button", { name: "Post idea" }).click();
  await writer.getByRole("heading", { level: 1, name: title }).waitFor();

  await reader.getByRole("button", { name: "1 new post" }).click();

  await reader.getByRole("list").getByRole("link", { name: title }).waitFor();
  expect(new URL(reader.url()).searchParams.get("sort")).toBe("NEWEST");
});

test("filters live in the address, and Back undoes the last one", async () => {
  const page = await openPage();
  await openFirstBoard(page);

  await page.getByRole("link", { name: /^Planned/ }).click();
  await page
    .getByRole("link", { name: /^Planned/, exact: false })
    .and(page.locator("[aria-current=page]"))
    .waitFor();
  await page.getByLabel("Kind").selectOption("Ideas");
  expect(new URL(page.url()).search).toContain("status=planned");
  expect(new URL(page.url()).search).toContain("kind=IDEA");

  await page.goBack();
  expect(new URL(page.url()).search).not.toContain("kind=IDEA");
  await page.getByRole("searchbox", { name: "Search" }).fill("no such thing as this");
  await page.getByText("Nobody mentions “no such thing as this” here.").waitFor();
});
