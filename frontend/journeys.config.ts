import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("node_modules/", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL("../tests/browser", import.meta.url)),
  resolve: {
    // The journeys live beside the other tests, outside the folder that has the packages.
    alias: { "playwright-core": `${packages}playwright-core`, "axe-core": `${packages}axe-core` },
  },
  test: {
    include: ["**/*.journey.ts"],
    globalSetup: "installation.ts",
    // One installation is shared, and what one journey does another one would see.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
