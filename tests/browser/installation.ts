import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

const MINUTES_TO_START = 5;

/** The installation named by HEARBACK_URL, or a demo of its own with fresh data. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | void> {
  const named = process.env["HEARBACK_URL"];
  if (named) {
    project.provide("address", named.replace(/\/$/, ""));
    return;
  }
  const demo = await startDemo();
  project.provide("address", demo.address);
  return demo.stop;
}

async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), "hearback-journeys-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const program = fileURLToPath(new URL("../../.venv/bin/hearback", import.meta.url));
  const demo = spawn(program, ["demo", "--data", data, "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [demo.stdout, demo.stderr]) stream.on("data", (words) => (said += String(words)));
  // When the run is interrupted, nobody calls stop any more, and the demo may still be writing.
  process.once("exit", () => {
    demo.kill();
    rmSync(data, { recursive: true, force: true, maxRetries: 20 });
  });
  const stop = () => stopped(demo);
  try {
    await healthy(address, demo);
  } catch (error) {
    await stop();
    throw new Error(`The demo did not start. It said:\n${said}`, {
      cause: error,
    });
  }
  return { address, stop };
}

async function healthy(address: string, demo: ChildProcess): Promise<void> {
  const deadline = Date.now() + MINUTES_TO_START * 60_000;
  while (Date.now() < deadline) {
    if (demo.exitCode !== null) throw new Error(`It ended with ${demo.exitCode}.`);
    const response = await fetch(`${address}/health`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`It was not ready after ${MINUTES_TO_START} minutes.`);
}

async function stopped(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const exit = new Promise((resolve) => demo.once("exit", resolve));
  demo.kill("SIGTERM");
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}
