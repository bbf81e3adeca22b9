import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { transformAsync } from "@babel/core";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env["HEARBACK_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [linguiMacros(), react(), lingui(), appearanceBeforeFirstPaint()],
  build: {
    outDir: "../server/static",
    emptyOutDir: true,
    target: "es2022",
    // Inlined files would need data: in the content security policy.
    assetsInlineLimit: 0,
    // Slow machines are no reason for a warning.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: {
      "/graphql": { target: server, ws: true },
      "/demo": { target: server },
      "/schema.graphql": { target: server },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    testTimeout: 60_000,
  },
});

/** Expands Lingui's macros; the React plugin no longer brings Babel along. */
function linguiMacros(): Plugin {
  return {
    name: "hearback:lingui-macros",
    enforce: "pre",
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || !code.includes("/macro")) return null;
      return transformAsync(code, {
        filename: id,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      }).then((result) => (result?.code ? { code: result.code, map: result.map } : null));
    },
  };
}

/** Serves the script that applies a stored light or dark choice: external for the CSP, blocking for the first paint. */
function appearanceBeforeFirstPaint(): Plugin {
  const source = readFileSync(new URL("src/app/appearance.before.js", import.meta.url), "utf8");
  const fileName = `assets/appearance-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;
  return {
    name: "hearback:appearance",
    transformIndexHtml: () => [{ tag: "script", attrs: { src: `/${fileName}` }, injectTo: "head-prepend" }],
    configureServer(vite) {
      vite.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}
